#include "net/foreign_protocol.hpp"

#include <algorithm>

namespace kafka::detail::net {

namespace {

constexpr auto tls_handshake = std::byte{0x16};
constexpr auto tls_alert = std::byte{0x15};
constexpr auto tls_major = std::byte{0x03};

bool begins_with(wire::bytes bytes, std::string_view text) {
    return bytes.size() >= text.size() &&
           std::equal(text.begin(), text.end(), bytes.begin(),
                      [](char c, std::byte b) { return static_cast<std::byte>(c) == b; });
}

} // namespace

std::string_view foreign_protocol(wire::bytes first_bytes) {
    if (begins_with(first_bytes, "HTTP"))
        return "a web server answered (HTTP); is this the port of a Kafka broker?";
    if (first_bytes.size() >= 2 && first_bytes[1] == tls_major &&
        (first_bytes[0] == tls_alert || first_bytes[0] == tls_handshake))
        return "the peer answered in TLS; use a port without TLS";
    if (begins_with(first_bytes, "SSH-"))
        return "an SSH server answered; is this the port of a Kafka broker?";
    return {};
}

} // namespace kafka::detail::net
