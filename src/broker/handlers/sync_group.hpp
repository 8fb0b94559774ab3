// SyncGroup (14).
#pragma once

#include "broker/context.hpp"
#include "protocol/sync_group.hpp"

namespace kafka::detail::broker {

void handle(const protocol::sync_group_request& request, context& c,
            reply<protocol::sync_group_request> back);

} // namespace kafka::detail::broker
