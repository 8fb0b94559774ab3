// What has been received of a connection and not yet been handled: whole frames come out, in order.
#pragma once

#include "wire/blob.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kafka::detail::server {

/// Memory grows to the frame that is arriving, never beyond its announced size, which is checked
/// against the limit first; a large buffer is given back once its frame was handled.
class frame_buffer {
public:
    explicit frame_buffer(std::size_t largest_frame) : largest_(largest_frame) {}

    /// Room to receive into; at least one byte.
    std::span<std::byte> room();
    void received(std::size_t n) { end_ += n; }

    /// The next whole frame without its size field; valid until `room` is called. Empty: more must
    /// arrive, or `mistake` says why nothing more can be read of this connection.
    std::optional<wire::bytes> next();
    const std::string& mistake() const { return mistake_; }

    bool empty() const { return begin_ == end_; }
    std::size_t capacity() const { return memory_.size(); }

private:
    std::size_t unread() const { return end_ - begin_; }
    /// Of the frame at `begin_` with its size field; 0 when that has not arrived.
    std::size_t announced() const;

    std::size_t largest_;
    std::vector<std::byte> memory_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::string mistake_;
};

/// Names what the first bytes of a connection look like when they are no Kafka request: "an HTTP
/// request".
std::string describe_strange_bytes(wire::bytes first);

} // namespace kafka::detail::server
