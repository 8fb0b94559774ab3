// JoinGroup (11).
#pragma once

#include "broker/context.hpp"
#include "protocol/join_group.hpp"

namespace kafka::detail::broker {

void handle(const protocol::join_group_request& request, context& c,
            reply<protocol::join_group_request> back);

} // namespace kafka::detail::broker
