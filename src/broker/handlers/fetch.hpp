// Fetch (1), without sessions: every answer says session 0, which tells the client to name all its
// partitions each time. Source: KIP-227.
#pragma once

#include "broker/context.hpp"
#include "protocol/fetch.hpp"

namespace kafka::detail::broker {

void handle(const protocol::fetch_request& request, context& c,
            reply<protocol::fetch_request> back);

} // namespace kafka::detail::broker
