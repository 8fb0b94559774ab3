// OffsetForLeaderEpoch (23): where a leader's term ended, so that a client can tell whether what it
// has read is still there. Source: KIP-101, KIP-279, KIP-320.
#pragma once

#include "broker/context.hpp"
#include "protocol/offset_for_leader_epoch.hpp"

namespace kafka::detail::broker {

void handle(const protocol::offset_for_leader_epoch_request& request, context& c,
            reply<protocol::offset_for_leader_epoch_request> back);

} // namespace kafka::detail::broker
