// What the metadata log says: topics, partitions, settings, features, producer ids. It changes by
// applying records only, at the start and while the broker runs, so that a restart finds the same.
#pragma once

#include <kafka/uuid.hpp>

#include "broker/settings/resolve.hpp"
#include "protocol/stored/record.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace kafka::detail::broker {

struct partition_image {
    std::vector<std::int32_t> replicas;
    std::vector<std::int32_t> isr;
    std::int32_t leader = -1;
    std::int32_t leader_epoch = -1; // -1: its record has not come
    std::int32_t partition_epoch = -1;
};

struct topic_image {
    std::string name;
    uuid id;
    std::vector<partition_image> partitions; // by index
    setting_values settings;
};

/// Kafka's numbers of what ConfigRecord and DescribeConfigs speak about.
enum class resource_type : std::int8_t { topic = 2, broker = 4 };

class image {
public:
    using topics_by_name = std::map<std::string, std::unique_ptr<topic_image>, std::less<>>;

    /// Applies one value of the metadata log. Types that mean nothing here are passed over. False
    /// when the value cannot be read.
    bool apply(wire::bytes value);

    const topics_by_name& topics() const { return topics_; }
    /// Null when there is none.
    const topic_image* find(std::string_view name) const;
    const topic_image* find(const uuid& id) const;
    /// A topic whose name differs from this one in '.' and '_' only; null when there is none.
    const topic_image* find_collision(std::string_view name) const;
    std::size_t partition_count() const { return partition_count_; }

    /// What was set for one node, or for all ("").
    const setting_values& node_settings(std::string_view node) const;
    std::int16_t feature(std::string_view name) const;
    const std::map<std::string, std::int16_t, std::less<>>& features() const { return features_; }
    std::int64_t next_producer_id() const { return next_producer_id_; }
    /// Topics that were made, changed or removed since the last call, each once.
    std::vector<uuid> take_touched();
    /// Whether settings of nodes changed since the last call.
    bool take_settings_touched() { return std::exchange(settings_touched_, false); }

private:
    bool apply_known(const protocol::metadata_value& value);
    template <class Record>
    bool apply_as(const protocol::metadata_value& value);
    template <class Record>
    void take(const Record& record);
    partition_image* partition(const uuid& topic, std::int32_t index, bool make);
    void remove(const uuid& id);

    topics_by_name topics_;
    std::map<uuid, topic_image*> by_id_;
    std::unordered_map<std::string, topic_image*> by_form_;
    std::map<std::string, setting_values, std::less<>> node_settings_;
    std::map<std::string, std::int16_t, std::less<>> features_;
    std::int64_t next_producer_id_ = 0;
    std::size_t partition_count_ = 0;
    std::set<uuid> touched_;
    bool settings_touched_ = false;
};

} // namespace kafka::detail::broker
