#include "server/listen_addresses.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace kafka::detail::server {

namespace {

using asio::ip::address;

std::vector<address> looked_up(const std::string& host, error_code& error) {
    asio::io_context unused;
    tcp::resolver resolver(unused);
    std::vector<address> found;
    for (const auto& entry : resolver.resolve(host, "", tcp::resolver::passive, error)) {
        const auto a = entry.endpoint().address();
        if (std::ranges::find(found, a) == found.end()) found.push_back(a);
    }
    return found;
}

} // namespace

std::vector<address> listen_addresses(const std::string& host, error_code& error) {
    error.clear();
    if (host == "localhost")
        return {asio::ip::address_v6::loopback(), asio::ip::address_v4::loopback()};
    if (host.empty() || host == "::")
        return {asio::ip::address_v6::any(), asio::ip::address_v4::any()};
    error_code no_address;
    if (const auto literal = asio::ip::make_address(host, no_address); !no_address)
        return {literal};
    return looked_up(host, error);
}

} // namespace kafka::detail::server
