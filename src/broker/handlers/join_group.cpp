#include "broker/handlers/join_group.hpp"

#include "broker/group_lookup.hpp"
#include "broker/limits.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

void handle(const protocol::join_group_request& request, context& c,
            reply<protocol::join_group_request> back) {
    if (const auto why = why_not_coordinator(c, request.group_id); why != broker_errc::none) {
        protocol::join_group_response out;
        out.error_code = static_cast<std::int16_t>(why);
        out.member_id = request.member_id;
        return back.send(out);
    }
    const auto host = host_of(c.from.address);
    const group_client by{c.client_id.substr(0, limits::member_client_id_length), host, c.version};
    const auto way = std::make_shared<reply<protocol::join_group_request>>(std::move(back));
    c.broker.groups.join(request, by, [way](const auto& response) { way->send(response); });
}

} // namespace kafka::detail::broker
