// A listening port of one node: "localhost" is ::1 and 127.0.0.1 on the same port number.
#pragma once

#include <kafka/broker/options.hpp>

#include "server/io.hpp"

#include <functional>
#include <string>
#include <vector>

namespace kafka::detail::server {

class listener {
public:
    using accepted = std::function<void(tcp::socket, std::uint16_t local_port)>;

    /// Binds and listens; throws kafka::error that names the address when it cannot.
    listener(asio::io_context& context, const kafka::broker::node& node);

    void start(accepted on_accept, std::function<void(std::string)> log_line);
    void stop();

    std::uint16_t port() const { return port_; }
    /// What clients are told to connect to: host and port.
    std::string advertised_host() const;

private:
    void bind_all(const kafka::broker::node& node);
    void bind(const tcp::endpoint& endpoint);
    void accept(tcp::acceptor& acceptor);
    void pause(tcp::acceptor& acceptor, const error_code& why);

    asio::io_context& context_;
    asio::steady_timer pause_;
    std::string host_;
    std::uint16_t port_;
    std::vector<tcp::acceptor> acceptors_;
    accepted on_accept_;
    std::function<void(std::string)> log_line_;
};

} // namespace kafka::detail::server
