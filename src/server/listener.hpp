// The sockets of one node: takes connections on every address that its host name stands for, on one
// port.
#pragma once

#include "server/io.hpp"

#include <functional>
#include <string>
#include <vector>

namespace kafka::detail::server {

class listener {
public:
    using accept_handler = std::function<void(stream_socket)>;
    using complaint_handler = std::function<void(const std::string&)>;

    /// Takes the port without answering on it yet. Port 0 lets the system choose one. Throws
    /// kafka::error.
    listener(asio::io_context& network, std::string host, std::uint16_t port);

    /// Answers from now on; `accepted` and `complain` are called on the network thread. Throws
    /// kafka::error.
    void start(accept_handler accepted, complaint_handler complain);
    void close();

    const std::string& host() const { return host_; }
    std::uint16_t port() const { return port_; }

private:
    /// One address. When no descriptor is left it rests for a while instead of spinning.
    struct door {
        explicit door(asio::io_context& network) : acceptor_(network), rest(network) {}
        acceptor acceptor_;
        timer rest;
        std::chrono::milliseconds pause{0};
    };

    bool takes_both_families() const { return host_.empty() || host_ == "::"; }
    [[noreturn]] void refuse(const error_code& why) const;
    bool bind_all(const std::vector<asio::ip::address>& addresses);
    error_code bind(door& at, const tcp::endpoint& endpoint) const;
    void accept_next(door& at);
    void rest_after(door& at, const error_code& why);

    asio::io_context& network_;
    std::string host_;
    std::uint16_t wanted_;
    std::uint16_t port_ = 0;
    std::vector<std::unique_ptr<door>> doors_;
    accept_handler accepted_;
    complaint_handler complain_;
};

} // namespace kafka::detail::server
