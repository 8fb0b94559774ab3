#include "broker/handlers/heartbeat.hpp"

#include "broker/group_lookup.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

void handle(const protocol::heartbeat_request& request, context& c,
            reply<protocol::heartbeat_request> back) {
    auto error = why_not_coordinator(c, request.group_id);
    if (error == broker_errc::none && request.group_id.empty())
        error = broker_errc::invalid_group_id;
    if (error == broker_errc::none) error = c.broker.groups.heartbeat(request);
    protocol::heartbeat_response out;
    out.error_code = static_cast<std::int16_t>(error);
    back.send(out);
}

} // namespace kafka::detail::broker
