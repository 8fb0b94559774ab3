// SaslAuthenticate: one step of the mechanism that was chosen.
#pragma once

#include "broker/context.hpp"
#include "protocol/sasl_authenticate.hpp"

namespace kafka::detail::broker {

void handle(const protocol::sasl_authenticate_request& request, context& c,
            reply<protocol::sasl_authenticate_request> back);

} // namespace kafka::detail::broker
