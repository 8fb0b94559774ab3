#include "broker/settings/broker_config.hpp"

#include "broker/admission.hpp"
#include "broker/settings/broker_settings.hpp"

namespace kafka::detail::broker {

namespace {

struct lookup {
    const setting_values& start;

    std::string text(std::string_view name) const {
        return resolve(*find_broker_setting(name), {.start = &start}).value.value_or("");
    }
    std::int64_t int64(std::string_view name) const { return to_integer(text(name)).value_or(0); }
    std::int32_t int32(std::string_view name) const {
        return static_cast<std::int32_t>(int64(name));
    }
    bool boolean(std::string_view name) const { return to_boolean(text(name)).value_or(false); }
    std::chrono::milliseconds time(std::string_view name) const {
        return std::chrono::milliseconds(int64(name));
    }
};

std::string why_not(std::string_view name, std::string_view value) {
    const auto* s = find_broker_setting(name);
    if (!gatekeeper::listener_of(name).empty()) return gatekeeper::why_not(name, value);
    if (s == nullptr) return "Unknown setting '" + std::string(name) + "': see docs/broker.md.";
    if (s->effect == setting_effect::computed)
        return "'" + std::string(name) +
               "' is not set among the properties: the nodes and the data directory say it.";
    return why_not_a_value(*s, value);
}

void take_group_settings(const lookup& from, broker_config& out) {
    out.group_initial_delay = from.time("group.initial.rebalance.delay.ms");
    out.group_min_session = from.time("group.min.session.timeout.ms");
    out.group_max_session = from.time("group.max.session.timeout.ms");
    out.group_max_size = static_cast<std::size_t>(from.int64("group.max.size"));
    out.offset_metadata_max_bytes =
        static_cast<std::size_t>(from.int64("offset.metadata.max.bytes"));
    out.offsets_retention = std::chrono::minutes(from.int64("offsets.retention.minutes"));
    out.offsets_retention_check_interval = from.time("offsets.retention.check.interval.ms");
    out.offsets_partitions = from.int32("offsets.topic.num.partitions");
    out.offsets_replication_factor =
        static_cast<std::int16_t>(from.int32("offsets.topic.replication.factor"));
    out.offsets_segment_bytes = from.int32("offsets.topic.segment.bytes");
}

} // namespace

broker_config make_broker_config(const setting_values& start) {
    const lookup from{start};
    broker_config out;
    out.auto_create_topics = from.boolean("auto.create.topics.enable");
    out.delete_topics = from.boolean("delete.topic.enable");
    out.num_partitions = from.int32("num.partitions");
    out.default_replication_factor =
        static_cast<std::int16_t>(from.int32("default.replication.factor"));
    out.fetch_max_bytes = from.int32("fetch.max.bytes");
    out.max_request_partitions = from.int32("max.request.partition.size.limit");
    out.fetch_sessions =
        static_cast<std::size_t>(from.int64("max.incremental.fetch.session.cache.slots"));
    out.request_max_bytes = static_cast<std::size_t>(from.int64("socket.request.max.bytes"));
    out.connections_max_idle = from.time("connections.max.idle.ms");
    out.max_connections = static_cast<std::size_t>(from.int64("max.connections"));
    out.retention_check_interval = from.time("log.retention.check.interval.ms");
    out.cleaner_enabled = from.boolean("log.cleaner.enable");
    out.cleaner_interval = from.time("log.cleaner.backoff.ms");
    out.cleaner_memory = static_cast<std::uint64_t>(from.int64("log.cleaner.dedupe.buffer.size"));
    out.checkpoint_interval = from.time("log.flush.offset.checkpoint.interval.ms");
    out.producer_id_expiration = from.time("producer.id.expiration.ms");
    take_group_settings(from, out);
    return out;
}

std::string why_not_startable(const setting_values& start) {
    std::string mistakes;
    for (const auto& [name, value] : start)
        if (const auto wrong = why_not(name, value); !wrong.empty())
            mistakes += (mistakes.empty() ? "" : "\n") + wrong;
    return mistakes;
}

} // namespace kafka::detail::broker
