#include "broker/handlers/leave_group.hpp"

#include "broker/group_lookup.hpp"
#include "broker/limits.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

constexpr std::int16_t first_with_many = 3;

} // namespace

void handle(const protocol::leave_group_request& request, context& c,
            reply<protocol::leave_group_request> back) {
    if (request.members.size() > limits::members_of_a_group)
        return back.close("a request names more members than a group may have");
    protocol::leave_group_response out;
    auto error = why_not_coordinator(c, request.group_id);
    if (error == broker_errc::none && request.group_id.empty())
        error = broker_errc::invalid_group_id;
    out.error_code = static_cast<std::int16_t>(error);
    if (error != broker_errc::none) return back.send(out);
    if (c.version < first_with_many) {
        const protocol::leave_group_request_member one{request.member_id, std::nullopt, {}};
        const auto became = c.broker.groups.leave(request.group_id, {&one, 1});
        out.error_code = static_cast<std::int16_t>(became.front());
        return back.send(out);
    }
    const auto became = c.broker.groups.leave(request.group_id, request.members);
    for (std::size_t i = 0; i < became.size(); ++i)
        out.members.push_back({request.members[i].member_id, request.members[i].group_instance_id,
                               static_cast<std::int16_t>(became[i])});
    back.send(out);
}

} // namespace kafka::detail::broker
