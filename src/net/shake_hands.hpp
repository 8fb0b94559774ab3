// The client's side of a TLS handshake on a connected socket.
#pragma once

#include "net/io.hpp"
#include "net/tls_session.hpp"

namespace kafka::detail::net {

/// `host` is what the certificate must be for. Fails with errc::tls_failed and the reason in words,
/// or with errc::timed_out at the deadline; the socket is of no use then.
awaitable<outcome<tls_session>> shake_hands(tcp_socket& socket, const tls_context& context,
                                            std::string host, clock::time_point deadline);

} // namespace kafka::detail::net
