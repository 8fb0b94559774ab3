// "host:port" as users write it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::cluster {

inline constexpr std::uint16_t default_port = 9092;

struct address {
    std::string host = {};
    std::uint16_t port = default_port;
    friend bool operator==(const address&, const address&) = default;
};

/// Reads "host", "host:port", "[v6]:port" and a bare IPv6 address. Empty for anything else.
std::optional<address> address_from_string(std::string_view text);
/// The form above; an IPv6 host in brackets.
std::string to_string(const address& a);

} // namespace kafka::detail::cluster
