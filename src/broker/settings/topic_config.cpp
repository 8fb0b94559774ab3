#include "broker/settings/topic_config.hpp"

namespace kafka::detail::broker {

namespace {

/// Looks up one topic's settings by name. Values were checked when they were set; what Kafka wrote
/// into the metadata log and we would refuse falls back to the setting's default.
struct lookup {
    const setting_values& topic;
    const broker_values& broker;

    std::string text(std::string_view name) const {
        const auto* s = find_topic_setting(name);
        auto value = resolve(*s, &topic, broker).value.value_or("");
        return why_not_a_value(*s, value).empty() ? value : std::string(s->built_in.value_or(""));
    }
    std::int64_t int64(std::string_view name) const { return to_integer(text(name)).value_or(0); }
    double real(std::string_view name) const { return to_real(text(name)).value_or(0); }
    std::int32_t int32(std::string_view name) const {
        return static_cast<std::int32_t>(int64(name));
    }
};

bool holds(std::string_view list, std::string_view wanted) {
    bool found = false;
    for_each_part(list, [&](std::string_view part) { found = found || part == wanted; });
    return found;
}

void take_codec(topic_config& out, const lookup& from) {
    const auto name = from.text("compression.type");
    if (name == "producer") return;
    out.codec = compression_from_string(name).value_or(compression::none);
    if (out.codec == compression::gzip) out.codec_level = from.int32("compression.gzip.level");
    if (out.codec == compression::lz4) out.codec_level = from.int32("compression.lz4.level");
    if (out.codec == compression::zstd) out.codec_level = from.int32("compression.zstd.level");
    if (out.codec == compression::gzip && out.codec_level < 0)
        out.codec_level = default_compression_level;
}

void take_segments(topic_config& out, const lookup& from) {
    out.index_interval_bytes = from.int32("index.interval.bytes");
    out.segment_index_bytes = from.int32("segment.index.bytes");
    out.segment_bytes = from.int32("segment.bytes");
    out.segment_jitter_ms = from.int64("segment.jitter.ms");
    out.segment_ms = from.int64("segment.ms");
    out.retention_bytes = from.int64("retention.bytes");
    out.retention_ms = from.int64("retention.ms");
    out.file_delete_delay_ms = from.int64("file.delete.delay.ms");
    out.flush_messages = from.int64("flush.messages");
    out.flush_ms = from.int64("flush.ms");
}

void take_compaction(topic_config& out, const lookup& from) {
    out.delete_retention_ms = from.int64("delete.retention.ms");
    out.min_cleanable_dirty_ratio = from.real("min.cleanable.dirty.ratio");
    out.min_compaction_lag_ms = from.int64("min.compaction.lag.ms");
    out.max_compaction_lag_ms = from.int64("max.compaction.lag.ms");
}

} // namespace

topic_config make_topic_config(const setting_values& topic, const broker_values& broker) {
    const lookup from{topic, broker};
    topic_config out;
    const auto policy = from.text("cleanup.policy");
    out.is_compacted = holds(policy, "compact");
    out.is_deleted = holds(policy, "delete");
    take_codec(out, from);
    take_segments(out, from);
    take_compaction(out, from);
    out.max_message_bytes = from.int32("max.message.bytes");
    out.timestamp_after_max_ms = from.int64("message.timestamp.after.max.ms");
    out.timestamp_before_max_ms = from.int64("message.timestamp.before.max.ms");
    out.is_log_append_time = from.text("message.timestamp.type") == "LogAppendTime";
    out.min_insync_replicas = from.int32("min.insync.replicas");
    return out;
}

} // namespace kafka::detail::broker
