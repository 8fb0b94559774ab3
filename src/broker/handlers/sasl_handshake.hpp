// SaslHandshake: a client says by which mechanism it will authenticate.
#pragma once

#include "broker/context.hpp"
#include "protocol/sasl_handshake.hpp"

namespace kafka::detail::broker {

void handle(const protocol::sasl_handshake_request& request, context& c,
            reply<protocol::sasl_handshake_request> back);

} // namespace kafka::detail::broker
