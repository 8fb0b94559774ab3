// LeaveGroup (13).
#pragma once

#include "broker/context.hpp"
#include "protocol/leave_group.hpp"

namespace kafka::detail::broker {

void handle(const protocol::leave_group_request& request, context& c,
            reply<protocol::leave_group_request> back);

} // namespace kafka::detail::broker
