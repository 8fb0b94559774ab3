// Fetch (1).
#pragma once

#include "broker/context.hpp"
#include "protocol/fetch.hpp"

namespace kafka::detail::broker {

void handle(const protocol::fetch_request& request, context& c,
            reply<protocol::fetch_request> back);

} // namespace kafka::detail::broker
