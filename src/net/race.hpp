// Connects to whichever address answers first.
#pragma once

#include "net/dial_terms.hpp"

namespace kafka::detail::net {

/// The endpoints as they are to be tried one after another, and those of the other family, which
/// are tried beside them when the first ones are slow. Source: RFC 8305.
struct lanes {
    std::vector<tcp::endpoint> first = {};
    std::vector<tcp::endpoint> second = {};
};
/// Keeps the order of each family; the family that comes first is the first lane's. Without a race
/// all are in the first lane.
lanes lanes_of(const std::vector<tcp::endpoint>& endpoints, bool race);

/// The addresses of a lane share the time until the deadline. The failure has what each address
/// answered as its causes.
awaitable<outcome<tcp_socket>> race(asio::io_context& io, lanes over, const dial_terms& terms,
                                    clock::time_point deadline);

} // namespace kafka::detail::net
