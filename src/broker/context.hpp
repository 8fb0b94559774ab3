// What a handler is given besides the request and the way back.
#pragma once

#include "broker/broker.hpp"
#include "broker/typed_reply.hpp"

#include <string_view>

namespace kafka::detail::broker {

struct state;

struct context {
    state& broker;
    peer& from;
    std::string_view client_id; // alive for as long as the request's frame
    std::int16_t version = 0;
};

} // namespace kafka::detail::broker
