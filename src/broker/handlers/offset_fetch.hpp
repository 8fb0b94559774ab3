// OffsetFetch (9).
#pragma once

#include "broker/context.hpp"
#include "protocol/offset_fetch.hpp"

namespace kafka::detail::broker {

void handle(const protocol::offset_fetch_request& request, context& c,
            reply<protocol::offset_fetch_request> back);

} // namespace kafka::detail::broker
