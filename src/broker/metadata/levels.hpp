// Levels of Kafka's features that this broker writes and understands. Source: KIP-584, KIP-778.
#pragma once

#include <cstdint>
#include <string_view>

namespace kafka::detail::broker {

inline constexpr std::string_view metadata_version = "metadata.version";
/// 3.3-IV3, the oldest from which Apache Kafka 4 upgrades, and 4.1-IV1, Apache Kafka 4.1's own.
inline constexpr std::int16_t oldest_metadata_version = 7;
inline constexpr std::int16_t newest_metadata_version = 27;
/// 3.7-IV2: partitions say in which directory they are.
inline constexpr std::int16_t level_with_directories = 17;

struct feature_level {
    std::string_view name;
    std::int16_t level;
};

/// What a directory that we format finalizes: Apache Kafka 4.1's defaults, so that it finds the
/// same when it takes the directory over.
inline constexpr feature_level initial_features[] = {
    {metadata_version, newest_metadata_version},
    {"eligible.leader.replicas.version", 1},
    {"group.version", 1},
    {"transaction.version", 2},
};

} // namespace kafka::detail::broker
