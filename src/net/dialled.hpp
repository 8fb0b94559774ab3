// A socket that has been connected, and the TLS session over it where there is one.
#pragma once

#include "net/io.hpp"
#include "net/tls_session.hpp"

#include <optional>
#include <utility>

namespace kafka::detail::net {

struct dialled {
    tcp_socket socket;
    std::optional<tls_session> tls;

    dialled(tcp_socket connected, std::optional<tls_session> session = std::nullopt)
        : socket(std::move(connected))
        , tls(std::move(session)) {}
};

} // namespace kafka::detail::net
