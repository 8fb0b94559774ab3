// ListOffsets (2).
#pragma once

#include "broker/context.hpp"
#include "protocol/list_offsets.hpp"

namespace kafka::detail::broker {

void handle(const protocol::list_offsets_request& request, context& c,
            reply<protocol::list_offsets_request> back);

} // namespace kafka::detail::broker
