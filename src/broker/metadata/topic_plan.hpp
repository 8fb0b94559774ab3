// Judges a topic that somebody wants, and says what the metadata log must hold for it.
#pragma once

#include <kafka/broker_errc.hpp>

#include "broker/metadata/changes.hpp"
#include "broker/metadata/image.hpp"
#include "broker/nodes.hpp"
#include "broker/settings/broker_config.hpp"

#include <span>

namespace kafka::detail::broker {

/// Why something was not done. `none`: it was.
struct refusal {
    broker_errc error = broker_errc::none;
    std::string message;
    explicit operator bool() const { return error != broker_errc::none; }
};

/// Replicas of one partition, the leader first.
using replica_list = std::vector<std::int32_t>;

/// What a client, or auto-creation, asks for. -1: the broker's default.
struct wanted_topic {
    std::string_view name;
    std::int32_t partitions = -1;
    std::int16_t replication_factor = -1;
    std::vector<std::pair<std::int32_t, replica_list>> assignments; // by partition; manual
    std::vector<std::pair<std::string_view, std::optional<std::string_view>>> settings;
};

/// What will be made.
struct planned_topic {
    std::string name;
    uuid id;
    std::vector<replica_list> partitions;
    setting_values settings;

    std::int16_t replication_factor() const {
        return static_cast<std::int16_t>(partitions.empty() ? 0 : partitions.front().size());
    }
};

/// What a plan depends on.
struct planning {
    const image& metadata;
    const nodes& cluster;
    const broker_config& config;
    uuid directory;                     // where partitions are kept: meta.properties' directory.id
    std::size_t partitions_planned = 0; // before, for the same request
};

/// Checks in Kafka's order: name, collision, existence, settings, assignment or counts.
refusal plan_topic(const planning& in, const wanted_topic& wanted, planned_topic& out);
/// The same for partitions that are added to a topic, which will have `count` of them.
/// `assignments` is null when the broker chooses.
refusal plan_partitions(const planning& in, const topic_image& topic, std::int32_t count,
                        const std::vector<replica_list>* assignments,
                        std::vector<replica_list>& out);

void record_topic(const planning& in, const planned_topic& topic, changes& to);
void record_partitions(const planning& in, const uuid& topic, std::int32_t first,
                       std::span<const replica_list> partitions, changes& to);

} // namespace kafka::detail::broker
