// InitProducerId (22), for idempotent producers; transactions are not served yet.
#pragma once

#include "broker/context.hpp"
#include "protocol/init_producer_id.hpp"

namespace kafka::detail::broker {

void handle(const protocol::init_producer_id_request& request, context& c,
            reply<protocol::init_producer_id_request> back);

} // namespace kafka::detail::broker
