#include "broker/handlers/sync_group.hpp"

#include "broker/group_lookup.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

void handle(const protocol::sync_group_request& request, context& c,
            reply<protocol::sync_group_request> back) {
    if (const auto why = why_not_coordinator(c, request.group_id); why != broker_errc::none) {
        protocol::sync_group_response out;
        out.error_code = static_cast<std::int16_t>(why);
        return back.send(out);
    }
    const auto way = std::make_shared<reply<protocol::sync_group_request>>(std::move(back));
    c.broker.groups.sync(request, [way](const auto& response) { way->send(response); });
}

} // namespace kafka::detail::broker
