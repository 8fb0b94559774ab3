// Which addresses a host name in the options stands for.
#pragma once

#include "server/io.hpp"

#include <string>
#include <vector>

namespace kafka::detail::server {

/// "localhost" is ::1 and 127.0.0.1, whatever the machine's own files say; "" and "::" are every
/// address: by one socket for both families, or by one for IPv4 where there is no IPv6; a name is
/// looked up. Empty, with `error` set, when there is none.
std::vector<asio::ip::address> listen_addresses(const std::string& host, error_code& error);

} // namespace kafka::detail::server
