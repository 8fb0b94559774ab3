#include "broker/metadata/leader_repair.hpp"

#include "broker/metadata/levels.hpp"
#include "protocol/stored/partition_records.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

constexpr std::size_t records_of_a_batch = 5'000;

replica_list here(const nodes& cluster, const replica_list& replicas) {
    replica_list out;
    for (auto id : replicas)
        if (cluster.has(id)) out.push_back(id);
    return out;
}

/// Empty when nothing has to change.
std::optional<protocol::partition_change_record> change_for(const planning& in, const uuid& topic,
                                                            std::size_t index,
                                                            const partition_image& p,
                                                            bool was_clean) {
    if (was_clean && in.cluster.has(p.leader)) return std::nullopt;
    auto replicas = here(in.cluster, p.replicas);
    if (replicas.empty()) replicas = {in.cluster.controller()};
    protocol::partition_change_record out;
    out.partition_id = static_cast<std::int32_t>(index);
    out.topic_id = topic;
    out.leader = in.cluster.has(p.leader) ? p.leader : replicas.front();
    if (p.isr != replicas) out.isr = replicas;
    if (p.replicas == replicas) return out;
    out.replicas = replicas;
    if (in.metadata.feature(metadata_version) >= level_with_directories)
        out.directories.emplace(replicas.size(), in.directory);
    return out;
}

} // namespace

void record_new_leaders(const planning& in, bool was_clean, changes& to) {
    std::size_t count = 0;
    const auto version =
        static_cast<std::int16_t>(in.metadata.feature(metadata_version) >= level_with_directories);
    for (const auto& [name, topic] : in.metadata.topics())
        for (std::size_t i = 0; i < topic->partitions.size(); ++i) {
            const auto change = change_for(in, topic->id, i, topic->partitions[i], was_clean);
            if (!change) continue;
            if (count++ % records_of_a_batch == 0) to.end_batch();
            to.add(*change, version);
        }
}

} // namespace kafka::detail::broker
