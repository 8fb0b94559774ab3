// Makes connections: to a broker, or to the leader of a partition. What the calls return is in
// kafka/connection.hpp.
#pragma once

#include <kafka/context.hpp>
#include <kafka/runtime.hpp>
#include <kafka/sasl.hpp>
#include <kafka/tls.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kafka {

class connection;
struct broker_info;
struct partition;

/// Addresses for the name of a host: "10.0.0.7", "[::1]:9093", or another name, which the system
/// resolves. The port of the address that is dialled is for those without one. Called on a thread
/// of its own for each attempt, so it may wait, and must be safe to call from several; its context
/// ends when nobody waits any more. What it throws becomes the failure.
using resolver_function =
    std::function<std::vector<std::string>(const context& ctx, const std::string& host)>;
/// A connected TCP socket for "host:port": through a proxy, say. Called as resolver_function is;
/// the library closes the socket.
using dial_function = std::function<int(const context& ctx, const std::string& address)>;

/// How to connect, and the calls that do. Addresses are "host" or "host:port" (default port 9092).
/// Thread-safety: a value; its calls may be made from any thread at once.
/// Errors: calls throw kafka::error that names every address that was tried.
struct dialer {
    /// Kafka's client.id. Default: "kafka-cpp".
    std::string client_id = "kafka-cpp";
    /// For everything that a call does: resolving, connecting, asking for the API versions and,
    /// where it looks for a leader, its attempts. 0: no limit but those below. Default: 10 s.
    std::chrono::milliseconds timeout = std::chrono::seconds(10);
    /// The same as a time. Default: none.
    std::optional<context::clock::time_point> deadline = {};
    /// Whether addresses of the other family (IPv4 beside IPv6) are tried as well when those that
    /// come first have not answered after `fallback_delay`; the first that answers is taken.
    /// Defaults: yes, 300 ms. Without it all addresses are tried one after another.
    bool dual_stack = true;
    std::chrono::milliseconds fallback_delay = std::chrono::milliseconds(300);
    /// Between the system's probes of an idle connection; 0 (default): as the system has it;
    /// negative: none.
    std::chrono::seconds keep_alive = std::chrono::seconds(0);
    /// An IP address of this machine that connections come from. Default: the system chooses.
    std::string local_address = {};
    /// Default: the system resolves names.
    resolver_function resolver = {};
    /// Connects in place of everything above but `timeout` and `keep_alive`. Default: none.
    dial_function dial_with = {};
    /// Encrypts the connections. Default: they are not.
    std::optional<tls_options> tls = {};
    /// How to authenticate, within `timeout` too. Default: not at all.
    ///     kafka::dialer{.tls = kafka::tls_options{},
    ///                   .sasl = kafka::sasl::plain{.username = "u", .password = "p"}}
    kafka::sasl::mechanism_pointer sasl = {};
    /// Whether asking for a topic that does not exist may make the broker create it. Default: no.
    bool allow_auto_topic_creation = false;
    /// For one request on the connection, after which it counts as dead. Default: 30 s.
    std::chrono::milliseconds request_timeout = std::chrono::seconds(30);
    /// Threads. Default: those of the process.
    std::optional<kafka::runtime> runtime = {};

    /// To the broker at the address, whatever it leads.
    connection dial(const context& ctx, std::string_view address) const;
    /// To the leader of a partition, which the broker at the address is asked for. A partition that
    /// does not exist (yet) or has no leader is asked for again until the time is over; what is
    /// thrown then names it.
    connection dial_leader(const context& ctx, std::string_view address, std::string_view topic,
                           std::int32_t partition) const;
    /// To the leader that `of` names, through `address` when it names none.
    connection dial_partition(const context& ctx, std::string_view address,
                              const partition& of) const;

    /// The leader of a partition, as `dial_leader` finds it.
    broker_info lookup_leader(const context& ctx, std::string_view address, std::string_view topic,
                              std::int32_t partition) const;
    partition lookup_partition(const context& ctx, std::string_view address, std::string_view topic,
                               std::int32_t partition) const;
    /// All partitions of a topic.
    std::vector<partition> lookup_partitions(const context& ctx, std::string_view address,
                                             std::string_view topic) const;
};

/// The same with a dialer that was told nothing.
connection dial(const context& ctx, std::string_view address);
connection dial_leader(const context& ctx, std::string_view address, std::string_view topic,
                       std::int32_t partition);
connection dial_partition(const context& ctx, std::string_view address, const partition& of);
broker_info lookup_leader(const context& ctx, std::string_view address, std::string_view topic,
                          std::int32_t partition);
partition lookup_partition(const context& ctx, std::string_view address, std::string_view topic,
                           std::int32_t partition);
std::vector<partition> lookup_partitions(const context& ctx, std::string_view address,
                                         std::string_view topic);

} // namespace kafka
