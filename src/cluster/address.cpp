#include "cluster/address.hpp"

#include <algorithm>
#include <charconv>

namespace kafka::detail::cluster {

namespace {

std::optional<std::uint16_t> port_from(std::string_view digits) {
    std::uint16_t port = 0;
    const auto* end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, port);
    if (error != std::errc() || rest != end || port == 0) return std::nullopt;
    return port;
}

bool is_host(std::string_view host) {
    return !host.empty() && std::ranges::none_of(host, [](unsigned char c) {
        return c <= ' ' || c == ',' || c == '/' || c == '[' || c == ']' || c == '@';
    });
}

std::optional<address> assemble(std::string_view host, std::string_view port) {
    const auto number = port_from(port);
    if (!is_host(host) || !number) return std::nullopt;
    return address{std::string(host), *number};
}

} // namespace

std::optional<address> address_from_string(std::string_view text) {
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == text.npos) return std::nullopt;
        const auto rest = text.substr(end + 1);
        const auto host = text.substr(1, end - 1);
        if (rest.empty()) return assemble(host, std::to_string(default_port));
        return rest.front() == ':' ? assemble(host, rest.substr(1)) : std::nullopt;
    }
    const auto colon = text.rfind(':');
    const bool bare = colon == text.npos || text.find(':') != colon; // none, or IPv6
    if (bare) return assemble(text, std::to_string(default_port));
    return assemble(text.substr(0, colon), text.substr(colon + 1));
}

std::string to_string(const address& a) {
    const bool v6 = a.host.find(':') != a.host.npos;
    return (v6 ? "[" + a.host + "]" : a.host) + ":" + std::to_string(a.port);
}

} // namespace kafka::detail::cluster
