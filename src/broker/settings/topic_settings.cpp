#include "broker/settings/topic_settings.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t one_mebibyte = 1 << 20;
constexpr std::string_view forever = "9223372036854775807";

using behind = broker_default;
constexpr behind cleanup_policy[] = {{"log.cleanup.policy"}};
constexpr behind gzip_level[] = {{"compression.gzip.level"}};
constexpr behind lz4_level[] = {{"compression.lz4.level"}};
constexpr behind compression_type[] = {{"compression.type"}};
constexpr behind zstd_level[] = {{"compression.zstd.level"}};
constexpr behind delete_retention[] = {{"log.cleaner.delete.retention.ms"}};
constexpr behind file_delete_delay[] = {{"log.segment.delete.delay.ms"}};
constexpr behind flush_messages[] = {{"log.flush.interval.messages"}};
constexpr behind flush_ms[] = {{"log.flush.interval.ms"}};
constexpr behind index_interval[] = {{"log.index.interval.bytes"}};
constexpr behind max_compaction_lag[] = {{"log.cleaner.max.compaction.lag.ms"}};
constexpr behind max_message[] = {{"message.max.bytes"}};
constexpr behind timestamp_after[] = {{"log.message.timestamp.after.max.ms"}};
constexpr behind timestamp_before[] = {{"log.message.timestamp.before.max.ms"}};
constexpr behind timestamp_type[] = {{"log.message.timestamp.type"}};
constexpr behind dirty_ratio[] = {{"log.cleaner.min.cleanable.ratio"}};
constexpr behind min_compaction_lag[] = {{"log.cleaner.min.compaction.lag.ms"}};
constexpr behind min_insync[] = {{"min.insync.replicas"}};
constexpr behind preallocate[] = {{"log.preallocate"}};
constexpr behind retention_bytes[] = {{"log.retention.bytes"}};
constexpr behind retention_ms[] = {
    {"log.retention.ms"}, {"log.retention.minutes", minute}, {"log.retention.hours", hour}};
constexpr behind segment_bytes[] = {{"log.segment.bytes"}};
constexpr behind segment_index_bytes[] = {{"log.index.size.max.bytes"}};
constexpr behind segment_jitter[] = {{"log.roll.jitter.ms"}, {"log.roll.jitter.hours", hour}};
constexpr behind segment_ms[] = {{"log.roll.ms"}, {"log.roll.hours", hour}};
constexpr behind unclean_election[] = {{"unclean.leader.election.enable"}};

using t = setting_type;

// In the order of their names, which is how find looks them up.
constexpr topic_setting table[] = {
    {{"cleanup.policy", t::list, "delete", 0, 0, "compact,delete"}, cleanup_policy},
    {{"compression.gzip.level", t::int32, "-1", -1, 9}, gzip_level},
    {{"compression.lz4.level", t::int32, "9", 1, 17}, lz4_level},
    {{"compression.type", t::text, "producer", 0, 0, "uncompressed,zstd,lz4,snappy,gzip,producer"},
     compression_type},
    {{"compression.zstd.level", t::int32, "3", -131072, 22}, zstd_level},
    {{"delete.retention.ms", t::int64, "86400000", 0}, delete_retention},
    {{"file.delete.delay.ms", t::int64, "60000", 0}, file_delete_delay},
    {{"flush.messages", t::int64, forever, 1}, flush_messages},
    {{"flush.ms", t::int64, "100", 0}, flush_ms},
    {{"follower.replication.throttled.replicas", t::list, ""}, {}},
    {{"index.interval.bytes", t::int32, "4096", 0, int32_limit}, index_interval},
    {{"leader.replication.throttled.replicas", t::list, ""}, {}},
    {{"local.retention.bytes", t::int64, "-2", -2}, {}},
    {{"local.retention.ms", t::int64, "-2", -2}, {}},
    {{"max.compaction.lag.ms", t::int64, forever, 1}, max_compaction_lag},
    {{"max.message.bytes", t::int32, "1048588", 0, int32_limit}, max_message},
    {{"message.timestamp.after.max.ms", t::int64, "3600000", 0}, timestamp_after},
    {{"message.timestamp.before.max.ms", t::int64, forever, 0}, timestamp_before},
    {{"message.timestamp.type", t::text, "CreateTime", 0, 0, "CreateTime,LogAppendTime"},
     timestamp_type},
    {{"min.cleanable.dirty.ratio", t::real, "0.5"}, dirty_ratio},
    {{"min.compaction.lag.ms", t::int64, "0", 0}, min_compaction_lag},
    {{"min.insync.replicas", t::int32, "1", 1, int32_limit}, min_insync},
    {{"preallocate", t::boolean, "false"}, preallocate},
    {{"remote.log.copy.disable", t::boolean, "false"}, {}},
    {{"remote.log.delete.on.disable", t::boolean, "false"}, {}},
    {{"remote.storage.enable", t::boolean, "false", 0, 0, "false"}, {}},
    {{"retention.bytes", t::int64, "-1", -1}, retention_bytes},
    {{"retention.ms", t::int64, "604800000", -1}, retention_ms},
    {{"segment.bytes", t::int32, "1073741824", one_mebibyte, int32_limit}, segment_bytes},
    {{"segment.index.bytes", t::int32, "10485760", 4, int32_limit}, segment_index_bytes},
    {{"segment.jitter.ms", t::int64, "0", 0}, segment_jitter},
    {{"segment.ms", t::int64, "604800000", 1}, segment_ms},
    {{"unclean.leader.election.enable", t::boolean, "false"}, unclean_election},
};

} // namespace

std::span<const topic_setting> topic_settings() { return table; }

const topic_setting* find_topic_setting(std::string_view name) {
    const auto* found = std::ranges::lower_bound(table, name, {}, &setting::name);
    return found != std::end(table) && found->name == name ? found : nullptr;
}

} // namespace kafka::detail::broker
