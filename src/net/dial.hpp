// Connects to a host by name.
#pragma once

#include "cluster/address.hpp"
#include "net/dial_terms.hpp"
#include "net/dialled.hpp"

namespace kafka::detail::net {

/// Resolves the name and connects to one of its addresses, as the terms say, and shakes hands where
/// they want TLS. The failure says what each address answered.
awaitable<outcome<dialled>> dial(asio::io_context& io, cluster::address where, dial_terms terms);
/// With nothing but a timeout.
inline awaitable<outcome<dialled>> dial(asio::io_context& io, cluster::address where,
                                        clock::duration timeout) {
    dial_terms terms;
    terms.timeout = timeout;
    return dial(io, std::move(where), std::move(terms));
}

} // namespace kafka::detail::net
