// Produce (0).
#pragma once

#include "broker/context.hpp"
#include "protocol/produce.hpp"

namespace kafka::detail::broker {

void handle(const protocol::produce_request& request, context& c,
            reply<protocol::produce_request> back);

} // namespace kafka::detail::broker
