// How a connection is made, besides where to.
#pragma once

#include <kafka/context.hpp>

#include "net/io.hpp"
#include "net/owned_socket.hpp"
#include "net/tls_context.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace kafka::detail::net {

struct dial_terms {
    /// For everything together.
    clock::duration timeout = std::chrono::seconds(10);
    /// Whether the other family of addresses is tried beside the first one after this long; empty:
    /// all addresses one after another.
    std::optional<clock::duration> fallback_delay = std::chrono::milliseconds(300);
    /// Where connections come from.
    std::optional<asio::ip::address> local = {};
    /// Between probes of an idle connection; 0: as the system has it; negative: none.
    std::chrono::seconds keep_alive = std::chrono::seconds(0);
    /// In place of the system's: addresses "1.2.3.4" or "[::1]:9093" for a host. May block.
    std::function<std::vector<std::string>(const context&, const std::string& host)> resolve = {};
    /// Over what the connection is encrypted; null: not at all.
    std::shared_ptr<const tls_context> tls = {};
    /// In place of everything: a connected socket for "host:port". May block.
    std::function<int(const context&, const std::string& address)> connect = {};
};

} // namespace kafka::detail::net
