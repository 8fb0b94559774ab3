// OffsetDelete (47).
#pragma once

#include "broker/context.hpp"
#include "protocol/offset_delete.hpp"

namespace kafka::detail::broker {

void handle(const protocol::offset_delete_request& request, context& c,
            reply<protocol::offset_delete_request> back);

} // namespace kafka::detail::broker
