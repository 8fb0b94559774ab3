// The settings of one topic as numbers, worked out once when something was set.
#pragma once

#include "broker/settings/resolve.hpp"

#include <kafka/compression.hpp>

#include <optional>

namespace kafka::detail::broker {

struct topic_config {
    bool is_compacted = false;
    bool is_deleted = true;           // old segments go, by time and by size
    std::optional<compression> codec; // empty: as the producer sent it
    std::int32_t codec_level = default_compression_level;
    std::int64_t delete_retention_ms = 86'400'000;
    double min_cleanable_dirty_ratio = 0.5;
    std::int64_t min_compaction_lag_ms = 0;
    std::int64_t max_compaction_lag_ms = no_limit;
    std::int64_t file_delete_delay_ms = 60'000;
    std::int64_t flush_messages = no_limit;
    std::int64_t flush_ms = 100;
    std::int32_t index_interval_bytes = 4096;
    std::int32_t segment_index_bytes = 10 << 20;
    std::int32_t max_message_bytes = 1'048'588;
    std::int64_t timestamp_after_max_ms = 3'600'000;
    std::int64_t timestamp_before_max_ms = no_limit;
    bool is_log_append_time = false;
    std::int32_t min_insync_replicas = 1;
    std::int64_t retention_bytes = -1;
    std::int64_t retention_ms = 604'800'000;
    std::int32_t segment_bytes = 1 << 30;
    std::int64_t segment_jitter_ms = 0;
    std::int64_t segment_ms = 604'800'000;

    /// Whether a batch is acknowledged only once the disk has it.
    bool syncs_every_batch() const { return flush_messages == 1; }
    bool operator==(const topic_config&) const = default;
};

topic_config make_topic_config(const setting_values& topic, const broker_values& broker);

} // namespace kafka::detail::broker
