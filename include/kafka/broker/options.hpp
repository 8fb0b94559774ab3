// How an embedded broker is set up.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace kafka::broker {

/// How clients speak to a listener. Kafka's security.protocol.
enum class security_protocol { plaintext, ssl, sasl_plaintext, sasl_ssl };

/// One address that a node listens on. Clients that come to it are told the addresses of listeners
/// of the same name.
struct listener {
    /// Kafka's name of it, "PLAINTEXT" or "INTERNAL" say. Unique within its node.
    std::string name = "PLAINTEXT";
    /// With TLS (ssl, sasl_ssl) the settings ssl.* in `options::properties` say by which
    /// certificate; with SASL, listener.name.NAME.plain.sasl.jaas.config says who may enter.
    security_protocol protocol = security_protocol::plaintext;
    /// As those of `node`.
    std::string host = "localhost";
    std::uint16_t port = 9092;
    std::string advertised = {};
};

/// One broker as clients see it. A process serves one by default; several virtual ones, which share
/// one store and lead partitions in turn, let a client be tested against a cluster.
struct node {
    /// Kafka's node.id. Default: 1.
    std::int32_t id = 1;
    /// Where to listen, and what clients are told. A wildcard (0.0.0.0, ::) is advertised as the
    /// host's name. "localhost" listens on ::1 and 127.0.0.1. Default: localhost.
    std::string host = "localhost";
    /// 0 lets the system choose; ask `server::address()` which. Default: 9092.
    std::uint16_t port = 9092;
    /// Kafka's broker.rack. Default: none.
    std::string rack = {};
    /// What clients are told instead of host and port, "host:port". Default: empty, which
    /// advertises those.
    std::string advertised = {};
    /// When there are any, these are listened on instead of `host` and `port`. Default: none.
    std::vector<listener> listeners = {};
};

/// What a node listens on: its listeners, or the one that `host`, `port` and `advertised` describe.
std::vector<listener> listeners_of(const node& of);

/// Everything that can be chosen. Settings with a name in Kafka's own configuration are in
/// `properties`.
struct options {
    /// The data directory, in Kafka's own layout; made when absent. Default: ./kafka-data.
    std::string data_directory = "./kafka-data";
    /// Default: one node on localhost:9092.
    std::vector<node> nodes = {node{}};
    /// Kafka's broker settings by Kafka's names, for example {"num.partitions", "4"};
    /// docs/broker.md lists those that are served. An unknown name or a bad value fails the start.
    std::map<std::string, std::string> properties = {};
    /// Receives one line at a time, on a thread of the broker. Default: nothing is logged.
    std::function<void(const std::string&)> log = {};
};

/// The names that `options::properties` may have, sorted.
std::vector<std::string> setting_names();

} // namespace kafka::broker
