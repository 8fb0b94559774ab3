// Metadata (3).
#pragma once

#include "broker/context.hpp"
#include "protocol/metadata.hpp"

namespace kafka::detail::broker {

void handle(const protocol::metadata_request& request, context& c,
            reply<protocol::metadata_request> back);

} // namespace kafka::detail::broker
