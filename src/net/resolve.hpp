// Host names to addresses.
#pragma once

#include "cluster/address.hpp"
#include "net/io.hpp"

#include <vector>

namespace kafka::detail::net {

/// All addresses of the name in the order to try them: as the system sorts them, but with both
/// families mixed, so that a network without IPv6 costs one attempt. At least one.
awaitable<outcome<std::vector<tcp::endpoint>>> resolve(asio::io_context& io, cluster::address where,
                                                       clock::duration timeout);

/// The addresses "1.2.3.4", "[::1]:9093" or further names, in the order given; a port that is left
/// out is `where`'s. Those that cannot be used are left out, too, unless all are.
awaitable<outcome<std::vector<tcp::endpoint>>> resolve_each(asio::io_context& io,
                                                            cluster::address where,
                                                            std::vector<std::string> addresses,
                                                            clock::time_point deadline);

/// The order described above.
std::vector<tcp::endpoint> mix_families(std::vector<tcp::endpoint> sorted);

} // namespace kafka::detail::net
