// Where the answer to one request goes.
#pragma once

#include "wire/gather.hpp"

#include <memory>
#include <string>

namespace kafka::detail::broker {

/// The way back to one request's connection. Exactly one of the three calls is made, once, now or
/// later (a parked fetch, an acknowledgement that waits for the disk). The server's implementation
/// keeps the answers of a connection in the order of its requests; it outlives the connection,
/// whose end turns the calls into nothing. Called on the broker's thread only.
class reply_to {
public:
    virtual ~reply_to() = default;

    /// The whole response frame. `keeps` in it hold segments and buffers until the bytes have left.
    virtual void frame(wire::gathered&& response) = 0;
    /// This request has no answer (Produce with acks=0).
    virtual void nothing() = 0;
    /// The peer broke the protocol: log `reason`, let earlier answers leave, end the connection.
    virtual void close(std::string reason) = 0;
};

using reply_pointer = std::unique_ptr<reply_to>;

} // namespace kafka::detail::broker
