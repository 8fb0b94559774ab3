// Heartbeat (12).
#pragma once

#include "broker/context.hpp"
#include "protocol/heartbeat.hpp"

namespace kafka::detail::broker {

void handle(const protocol::heartbeat_request& request, context& c,
            reply<protocol::heartbeat_request> back);

} // namespace kafka::detail::broker
