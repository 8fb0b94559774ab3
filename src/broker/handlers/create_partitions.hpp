// CreatePartitions (37).
#pragma once

#include "broker/context.hpp"
#include "protocol/create_partitions.hpp"

namespace kafka::detail::broker {

void handle(const protocol::create_partitions_request& request, context& c,
            reply<protocol::create_partitions_request> back);

} // namespace kafka::detail::broker
