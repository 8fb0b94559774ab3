#include "server/foreign_bytes.hpp"

#include <algorithm>
#include <array>

namespace kafka::detail::server {

namespace {

// Four letters each: as many as stand where a request's size belongs.
constexpr std::array<std::string_view, 10> http_beginnings{"GET ", "HEAD", "POST", "PUT ", "DELE",
                                                           "OPTI", "PATC", "CONN", "TRAC", "PRI "};

bool begins_with(wire::bytes bytes, std::string_view text) {
    return bytes.size() >= text.size() &&
           std::equal(text.begin(), text.end(), bytes.begin(),
                      [](char c, std::byte b) { return static_cast<std::byte>(c) == b; });
}

bool is_tls(wire::bytes b) {
    constexpr auto handshake = std::byte{0x16};
    constexpr auto major_version = std::byte{0x03};
    return b.size() >= 2 && b[0] == handshake && b[1] == major_version;
}

} // namespace

std::string_view foreign_bytes(wire::bytes first) {
    if (is_tls(first))
        return "a TLS client connected to a port without TLS; "
               "set security.protocol=PLAINTEXT in the client";
    if (std::ranges::any_of(http_beginnings,
                            [first](std::string_view text) { return begins_with(first, text); }))
        return "an HTTP request came to the Kafka port; this broker has no web page";
    if (begins_with(first, "SSH-")) return "an SSH client connected to the Kafka port";
    return {};
}

} // namespace kafka::detail::server
