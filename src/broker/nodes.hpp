// The brokers that clients see. They share one store, so any of them could answer for any
// partition; which one leads is for the client's sake.
#pragma once

#include <kafka/broker/options.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kafka::detail::broker {

using kafka::broker::listener;
using kafka::broker::node;

/// A node as Metadata and DescribeCluster tell it.
struct advertised_node {
    std::int32_t id = 0;
    std::string host;
    std::int32_t port = 0;
    std::string rack;
};

class nodes {
public:
    explicit nodes(const std::vector<node>& list) { advertise(list); }

    /// Once the ports are known.
    void advertise(const std::vector<node>& list);

    const std::vector<advertised_node>& all() const { return all_; }
    /// As a client is told that came to a listener of this name; nodes without one are left out.
    const std::vector<advertised_node>& seen_on(const std::string& listener) const;
    std::size_t size() const { return all_.size(); }
    bool has(std::int32_t id) const;
    /// The node whose name stands in meta.properties and who signs the metadata log.
    std::int32_t controller() const { return all_.front().id; }
    /// The node that was asked on this port; the first one when the port belongs to none.
    std::int32_t asked_on(std::uint16_t port) const;

    /// "PLAINTEXT://localhost:9092,SSL://localhost:9093", what a node tells; and the protocol
    /// behind each name, "PLAINTEXT:PLAINTEXT,SSL:SSL".
    std::string listeners_text(std::int32_t id) const;
    std::string protocols_text(std::int32_t id) const;

    /// The nodes that keep a partition, its leader first. `start` moves the topic's first leader,
    /// so that many small topics spread too.
    std::vector<std::int32_t> replicas_of(std::int32_t partition, std::int32_t count,
                                          std::size_t start) const;

private:
    std::vector<advertised_node> all_; // by their first listener
    std::map<std::string, std::vector<advertised_node>> by_listener_;
    std::map<std::uint16_t, std::int32_t> by_port_; // where each listens, not what it tells
    std::map<std::int32_t, std::vector<listener>> listeners_;
};

bool has_tls(kafka::broker::security_protocol p);
bool has_sasl(kafka::broker::security_protocol p);
/// Kafka's word: "PLAINTEXT", "SSL".
std::string_view to_string(kafka::broker::security_protocol p);

/// Takes "host:port" or "[v6]:port" apart. False when it is neither.
bool split_address(const std::string& text, std::string& host, std::int32_t& port);

} // namespace kafka::detail::broker
