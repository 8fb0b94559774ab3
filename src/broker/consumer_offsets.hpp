// The topic `__consumer_offsets`, where groups and committed offsets are kept as in Apache Kafka.
#pragma once

#include "broker/group/coordinator.hpp"
#include "broker/partition.hpp"

namespace kafka::detail::broker {

struct state;
struct broker_config;
struct wanted_topic;

inline constexpr std::string_view offsets_topic = "__consumer_offsets";

class consumer_offsets final : public group_journal {
public:
    explicit consumer_offsets(state& broker) : broker_(broker) {}

    /// Makes the topic when it is absent. `none`, or why there is none.
    broker_errc ensure();
    /// The partition that keeps a group; null when the topic is absent.
    partition_pointer partition_of(std::string_view group) const;

    void append(std::string_view group, const stored_records& records, after then) override;

    /// At the start: reads every partition. What is wrong is logged and passed over.
    void load(coordinator& into);

private:
    state& broker_;
};

/// How the broker makes a topic of this name: its own ones in Kafka's way, whoever names them
/// first. `partitions` and the texts are alive as long as `kept`.
struct internal_settings {
    std::string segment_bytes;
};
wanted_topic wanted_by_name(std::string_view name, const broker_config& config, std::size_t nodes,
                            internal_settings& kept);

} // namespace kafka::detail::broker
