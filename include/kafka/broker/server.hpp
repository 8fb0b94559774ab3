// A Kafka broker in this process.
#pragma once

#include <kafka/broker/options.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace kafka::broker {

/// A single-node Kafka broker that real clients work with, on its own threads (one for the network,
/// one that syncs files, one for slow work). It is listening when the constructor returns.
///     kafka::broker::server server{{.data_directory = directory, .nodes = {{.port = 0}}}};
///     kafka::writer writer{{.brokers = {server.address()}, .topic = "t"}};
/// Thread-safety: all calls may be made from any thread.
/// Errors: the constructor throws kafka::error with words for the operator: what is wrong, with
/// what, what to do. Its code is std::errc::address_in_use (or what else kept the port from being
/// taken), std::errc::device_or_resource_busy (another broker owns the directory),
/// errc::unusable_directory or errc::invalid_option.
class server {
public:
    explicit server(options wanted = {});
    /// Stops with a deadline of five seconds if `stop` was not called.
    ~server();
    server(server&&) noexcept;
    server& operator=(server&&) noexcept;

    /// "host:port" of the first node, as clients should use it.
    std::string address() const;
    /// The same of the listener of this name. Throws errc::invalid_argument when there is none.
    std::string address(const std::string& listener) const;
    /// The first listener of every node.
    std::vector<std::string> addresses() const;
    /// Where every listener of every node listens, which is another address when it is told to
    /// advertise one; "localhost:9093 (SSL)" where it is not PLAINTEXT.
    std::vector<std::string> listening_on() const;
    /// 22 characters, as Kafka prints it.
    std::string cluster_id() const;

    /// Stops taking requests, answers what is parked, syncs, writes the clean marker. False when
    /// the deadline passed first; the data is as after a crash then, which loses nothing
    /// acknowledged.
    bool stop(std::chrono::milliseconds deadline = std::chrono::seconds(5));

private:
    class implementation;
    std::unique_ptr<implementation> body_;
};

} // namespace kafka::broker
