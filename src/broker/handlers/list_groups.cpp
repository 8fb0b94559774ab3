#include "broker/handlers/list_groups.hpp"

#include "broker/group_lookup.hpp"
#include "broker/settings/setting.hpp"
#include "broker/state.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

constexpr std::string_view classic = "classic"; // the one type that is served

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Without regard to case and to spaces around it. An empty filter lets everything pass.
bool passes(const std::vector<std::string_view>& filter, std::string_view value) {
    return filter.empty() || std::ranges::any_of(filter, [&](std::string_view wanted) {
               return std::ranges::equal(trimmed(wanted), value, {}, lower, lower);
           });
}

} // namespace

void handle(const protocol::list_groups_request& request, context& c,
            reply<protocol::list_groups_request> back) {
    protocol::list_groups_response out;
    c.broker.groups.for_each([&](const group& g) {
        if (!passes(request.states_filter, to_string(g.state())) ||
            !passes(request.types_filter, classic) || !coordinates(c, g.id()))
            return;
        auto& told = out.groups.emplace_back();
        told.group_id = g.id();
        if (g.protocol_type()) told.protocol_type = *g.protocol_type();
        told.group_state = to_string(g.state());
        told.group_type = classic;
    });
    back.send(out);
}

} // namespace kafka::detail::broker
