#include "broker/handlers/describe_groups.hpp"

#include "broker/authorized_operations.hpp"
#include "broker/group_lookup.hpp"
#include "broker/limits.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

using response_group = protocol::describe_groups_response_group;

/// What members say of themselves means something in a stable group only.
void tell_members(const group& g, response_group& to) {
    const bool is_stable = g.is(group_state::stable) && g.protocol();
    if (is_stable) to.protocol_data = *g.protocol();
    for (const auto& m : g.all()) {
        auto& told = to.members.emplace_back();
        told.member_id = m->id;
        told.group_instance_id = m->instance_id;
        told.client_id = m->client_id;
        told.client_host = m->client_host;
        if (const auto* said = is_stable ? m->metadata_for(*g.protocol()) : nullptr)
            told.member_metadata = *said;
        told.member_assignment = m->assignment;
    }
}

response_group described(const context& c, std::string_view id, bool with_operations) {
    response_group out;
    out.group_id = id;
    const auto error = why_not_coordinator(c, id);
    out.error_code = static_cast<std::int16_t>(error);
    if (error != broker_errc::none) return out;
    if (with_operations) out.authorized_operations = every_group_operation;
    const auto* g = c.broker.groups.find(id);
    out.group_state = to_string(g != nullptr ? g->state() : group_state::dead);
    if (g == nullptr) return out;
    if (g->protocol_type()) out.protocol_type = *g->protocol_type();
    tell_members(*g, out);
    return out;
}

} // namespace

void handle(const protocol::describe_groups_request& request, context& c,
            reply<protocol::describe_groups_request> back) {
    if (request.groups.size() > limits::groups_of_a_request)
        return back.close("a request describes more groups than one may");
    protocol::describe_groups_response out;
    std::size_t bytes = 0;
    for (const auto id : request.groups) {
        if (const auto* g = c.broker.groups.find(id)) bytes += g->bytes();
        if (bytes > limits::bytes_of_a_group_answer)
            return back.close("the description of groups would be too large");
        out.groups.push_back(described(c, id, request.include_authorized_operations));
    }
    back.send(out);
}

} // namespace kafka::detail::broker
