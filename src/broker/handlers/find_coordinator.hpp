// FindCoordinator (10): which node a group's requests go to.
#pragma once

#include "broker/context.hpp"
#include "protocol/find_coordinator.hpp"

namespace kafka::detail::broker {

void handle(const protocol::find_coordinator_request& request, context& c,
            reply<protocol::find_coordinator_request> back);

} // namespace kafka::detail::broker
