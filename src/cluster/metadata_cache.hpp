// What a client knows of the cluster: brokers by node id, and who leads the partitions of the
// topics that somebody asked about.
#pragma once

#include <kafka/uuid.hpp>

#include "cluster/address.hpp"
#include "protocol/metadata.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace kafka::detail::cluster {

struct broker_node {
    std::int32_t id = -1;
    address where = {};
    std::string rack = {};
};

struct partition_metadata {
    std::int32_t id = 0;
    std::int32_t leader = -1; // -1: none at the moment
    std::int32_t leader_epoch = -1;
    std::vector<std::int32_t> replicas = {};
    std::vector<std::int32_t> in_sync_replicas = {};
    std::error_code error = {};
};

struct topic_metadata {
    std::string name = {};
    uuid id = {};
    bool internal = false;
    std::error_code error = {};
    std::vector<partition_metadata> partitions = {}; // ascending by id

    const partition_metadata* find(std::int32_t partition) const;
};

/// A topic's metadata never changes once made: an update replaces it, so that any thread may hold
/// on to what it has.
using topic_pointer = std::shared_ptr<const topic_metadata>;

topic_metadata topic_from(const protocol::metadata_response_topic& answer);
std::vector<broker_node> brokers_from(const protocol::metadata_response& answer);

/// Not thread-safe.
class metadata_cache {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using duration = std::chrono::steady_clock::duration;

    explicit metadata_cache(duration age) : age_(age) {}

    /// Takes an answer in. A partition's entry with an older leader epoch than the known one comes
    /// from a broker that lags behind, and is passed over. Source: KIP-320.
    void update(const protocol::metadata_response& answer, time_point now);

    /// Null when nobody asked about it yet.
    topic_pointer topic(const std::string& name) const;
    /// False when it is not known, too old, an error, or doubted.
    bool is_fresh(const std::string& name, time_point now) const;
    /// Somebody found that it is wrong: asks for it again, and keeps it until then.
    void doubt(const std::string& name);

    const std::vector<broker_node>& brokers() const { return brokers_; }
    const broker_node* broker(std::int32_t id) const;
    std::int32_t controller() const { return controller_; }
    const std::string& cluster_id() const { return cluster_id_; }
    /// None of the brokers can be reached: back to the bootstrap addresses.
    void forget_brokers();

private:
    struct entry {
        topic_pointer topic;
        time_point updated = {};
        bool doubted = false;
    };

    duration age_;
    std::vector<broker_node> brokers_;
    std::map<std::string, entry> topics_;
    std::int32_t controller_ = -1;
    std::string cluster_id_;
};

} // namespace kafka::detail::cluster
