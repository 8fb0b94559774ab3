// A client that says exactly what a test tells it to: whole requests, or any bytes.
#pragma once

#include "protocol/frame.hpp"

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace kafka::testing {

class wire_client {
public:
    /// "host:port" or "[v6]:port"; "localhost" is 127.0.0.1. Throws when nobody listens.
    explicit wire_client(const std::string& address);
    ~wire_client();
    wire_client(wire_client&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
    wire_client& operator=(wire_client&&) = delete;

    /// False when the peer has ended the connection.
    bool send(detail::wire::bytes all);
    bool send(std::string_view text);
    /// As much as goes without waiting.
    std::size_t send_some(detail::wire::bytes some);
    template <detail::protocol::request Request>
    bool ask(const Request& request, std::int16_t version, std::int32_t correlation_id = 1);
    /// No more will be sent; answers are still read.
    void finish_sending();

    /// The next frame without its size; empty when the peer has ended the connection, or said
    /// nothing for a minute.
    std::optional<std::vector<std::byte>> receive();
    /// True when the peer ends the connection, with nothing before that.
    bool sees_end();
    /// Asks and waits. The views in the response are alive until the next call. Throws when the
    /// connection ends instead.
    template <detail::protocol::request Request>
    typename Request::response call(const Request& request, std::int16_t version);

    int socket() const { return socket_; }

private:
    bool read_exactly(std::byte* to, std::size_t n);

    int socket_ = -1;
    std::vector<std::byte> last_;
};

/// The bytes of a request, its size field included.
template <detail::protocol::request Request>
std::vector<std::byte> request_bytes(const Request& request, std::int16_t version,
                                     std::int32_t correlation_id = 1);

/// The memory of a gathered message; there must be no files in it.
std::vector<std::byte> in_one_piece(const detail::wire::gathered& from);

/// What came of producing one batch to a partition of a topic, which is made if it is absent.
struct produced {
    std::int16_t error = 0;
    std::int64_t offset = -1;
};
produced produce(wire_client& by, const std::string& topic, const std::string& value,
                 std::int16_t acks = -1);
/// The values of a topic's first partition from an offset on, at most `max_bytes` of batches.
std::vector<std::string> fetch(wire_client& by, const std::string& topic, std::int64_t from = 0,
                               std::int32_t max_bytes = 1 << 20);

template <detail::protocol::request Request>
std::vector<std::byte> request_bytes(const Request& request, std::int16_t version,
                                     std::int32_t correlation_id) {
    detail::wire::gathered out;
    if (detail::protocol::gather_request(request, version, correlation_id, "test", out) !=
        detail::wire::errc::ok)
        throw std::runtime_error("a request cannot be written");
    return in_one_piece(out);
}

template <detail::protocol::request Request>
bool wire_client::ask(const Request& request, std::int16_t version, std::int32_t correlation_id) {
    return send(detail::wire::bytes(request_bytes(request, version, correlation_id)));
}

template <detail::protocol::request Request>
typename Request::response wire_client::call(const Request& request, std::int16_t version) {
    ask(request, version);
    auto frame = receive();
    if (!frame) throw std::runtime_error("the connection ended instead of an answer");
    last_ = std::move(*frame);
    typename Request::response out;
    if (detail::protocol::read_response<Request>(last_, version, out) != detail::wire::errc::ok)
        throw std::runtime_error("a response cannot be read");
    return out;
}

} // namespace kafka::testing
