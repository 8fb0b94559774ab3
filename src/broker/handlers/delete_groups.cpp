#include "broker/handlers/delete_groups.hpp"

#include "broker/group_lookup.hpp"
#include "broker/limits.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

/// One request, until the last group's end is sure.
struct deleting {
    reply<protocol::delete_groups_request> back;
    std::vector<std::pair<std::string, broker_errc>> groups = {};
    std::size_t open = 0;

    void end(std::size_t which, broker_errc error) {
        groups[which].second = error;
        if (--open > 0) return;
        protocol::delete_groups_response out;
        for (const auto& [id, became] : groups)
            out.results.push_back({id, static_cast<std::int16_t>(became)});
        back.send(out);
    }
};

} // namespace

void handle(const protocol::delete_groups_request& request, context& c,
            reply<protocol::delete_groups_request> back) {
    if (request.groups_names.size() > limits::groups_of_a_request)
        return back.close("a request deletes more groups than one may");
    if (request.groups_names.empty()) return back.send({});
    const auto one = std::make_shared<deleting>(deleting{std::move(back)});
    for (const auto id : request.groups_names)
        one->groups.emplace_back(std::string(id), broker_errc::none);
    one->open = one->groups.size();
    for (std::size_t i = 0; i < one->groups.size(); ++i) {
        const auto& id = one->groups[i].first;
        if (const auto why = why_not_coordinator(c, id); why != broker_errc::none)
            one->end(i, why);
        else
            c.broker.groups.remove_group(id, [one, i](broker_errc error) { one->end(i, error); });
    }
}

} // namespace kafka::detail::broker
