// A look at a data directory that nobody uses: what is in it, and whether Apache Kafka, or this
// broker, could go on with it. Nothing is changed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace kafka::broker {

struct inspected_topic {
    std::string name = {};
    std::int32_t partitions = 0;
    std::int64_t records = 0; ///< offsets in its logs; fewer records where it was compacted
    std::uint64_t bytes = 0;
};

struct inspection {
    std::string cluster_id = {};
    std::int32_t node_id = 0;
    std::int16_t metadata_version = 0;                ///< Kafka's number: 27 is 4.1
    std::vector<inspected_topic> topics = {};         ///< sorted by name, Kafka's own included
    std::map<std::string, std::string> settings = {}; ///< set for brokers while they ran
    /// Why the directory cannot be handed over as it is, one sentence each with what to do; empty:
    /// it is whole and stopped.
    std::vector<std::string> troubles = {};
};

/// Reads the metadata log and every record's batch, so it takes as long as reading the directory.
/// Throws kafka::error with errc::unusable_directory when it is no data directory at all.
inspection inspect(const std::string& directory);

} // namespace kafka::broker
