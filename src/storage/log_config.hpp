// What can be chosen for one log, by Kafka's names for a topic's settings.
#pragma once

#include <cstdint>
#include <limits>

namespace kafka::detail::storage {

struct log_config {
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
    static constexpr std::int64_t day_ms = std::int64_t{24} * 3600 * 1000;

    std::int32_t segment_bytes = 1 << 30;         // segment.bytes
    std::int64_t segment_ms = 7 * day_ms;         // segment.ms
    std::int32_t index_interval_bytes = 4096;     // index.interval.bytes
    std::int32_t index_bytes = 10 << 20;          // segment.index.bytes
    std::int64_t retention_ms = 7 * day_ms;       // retention.ms; -1: for ever
    std::int64_t retention_bytes = -1;            // retention.bytes; -1: no limit
    bool deletes = true;                          // cleanup.policy has "delete"
    bool compacts = false;                        // cleanup.policy has "compact"
    double min_cleanable_dirty_ratio = 0.5;       // min.cleanable.dirty.ratio
    std::int64_t delete_retention_ms = day_ms;    // delete.retention.ms
    std::int64_t min_compaction_lag_ms = 0;       // min.compaction.lag.ms
    std::int64_t max_compaction_lag_ms = never;   // max.compaction.lag.ms
    std::int64_t flush_messages = never;          // flush.messages
    std::int64_t flush_ms = never;                // flush.ms
    std::int64_t producer_expiration_ms = day_ms; // producer.id.expiration.ms
};

} // namespace kafka::detail::storage
