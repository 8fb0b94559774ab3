#include "net/owned_socket.hpp"

#include <kafka/error.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <optional>

namespace kafka::detail::net {

namespace {

/// The family of the other end; empty when there is none, or when it is not one of TCP's.
std::optional<tcp> family_of(int descriptor) {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) != 0) return {};
    if (peer.ss_family == AF_INET) return tcp::v4();
    if (peer.ss_family == AF_INET6) return tcp::v6();
    return {};
}

} // namespace

owned_socket::~owned_socket() {
    if (descriptor_ >= 0) close(descriptor_);
}

outcome<tcp_socket> owned_socket::adopt(asio::io_context& io) && {
    const auto family = family_of(descriptor_);
    if (!family)
        return failure{errc::invalid_argument,
                       "socket " + std::to_string(descriptor_) + " is not a connected TCP socket",
                       {}};
    tcp_socket out(io);
    error_code error;
    out.assign(*family, descriptor_, error);
    if (error) return failure{error, "socket " + std::to_string(descriptor_), {}};
    descriptor_ = -1;
    return out;
}

} // namespace kafka::detail::net
