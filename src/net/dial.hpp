// Connects to a host by name.
#pragma once

#include "cluster/address.hpp"
#include "net/io.hpp"

namespace kafka::detail::net {

/// Resolves the name and tries its addresses in turn, both families mixed, until one accepts; all
/// of them share the timeout. The failure says what each address answered.
awaitable<outcome<tcp_socket>> dial(asio::io_context& io, cluster::address where,
                                    clock::duration timeout);

} // namespace kafka::detail::net
