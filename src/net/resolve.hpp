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

/// The order described above.
std::vector<tcp::endpoint> mix_families(std::vector<tcp::endpoint> sorted);

} // namespace kafka::detail::net
