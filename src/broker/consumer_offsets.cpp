#include "broker/consumer_offsets.hpp"

#include "broker/group/offsets_replay.hpp"
#include "broker/group/string_hash.hpp"
#include "broker/state.hpp"
#include "record/batch_builder.hpp"

namespace kafka::detail::broker {

namespace {

constexpr std::uint64_t read_at_once = 4 << 20;

bytes_view view(const std::vector<std::byte>& from) { return from; }

std::vector<kafka::record> views_of(const stored_records& from) {
    std::vector<kafka::record> out;
    for (const auto& r : from) {
        auto& to = out.emplace_back();
        to.key = view(r.key);
        if (r.value) to.value = view(*r.value);
    }
    return out;
}

/// Hands out whole batches. Empty, or why it stopped before the end.
std::string read_all(storage::log& log, const std::function<void(wire::bytes)>& each) {
    std::vector<std::byte> buffer;
    for (auto at = log.start_offset(); at < log.end_offset();) {
        const auto read = log.read(at, read_at_once, log.end_offset());
        if (read.error) return read.error.message();
        if (read.slice.length == 0) return {};
        buffer.resize(read.slice.length);
        const auto got = read.slice.source->read_at(read.slice.position, buffer);
        if (got.error) return got.error.message();
        const auto whole = wire::bytes(buffer).first(got.bytes);
        const auto before = at;
        record::batch_cursor batches(whole);
        while (const auto batch = batches.next()) at = batch->header.next_offset();
        if (at <= before) return "there is no batch at offset " + std::to_string(at);
        each(whole);
    }
    return {};
}

} // namespace

wanted_topic wanted_by_name(std::string_view name, const broker_config& config, std::size_t nodes,
                            internal_settings& kept) {
    wanted_topic out;
    out.name = name;
    if (name != offsets_topic) return out;
    kept.segment_bytes = std::to_string(config.offsets_segment_bytes);
    out.partitions = config.offsets_partitions;
    out.replication_factor = static_cast<std::int16_t>(
        std::min<std::size_t>(nodes, static_cast<std::size_t>(config.offsets_replication_factor)));
    out.settings = {{"cleanup.policy", "compact"},
                    {"compression.type", "producer"},
                    {"segment.bytes", kept.segment_bytes}};
    return out;
}

broker_errc consumer_offsets::ensure() {
    if (broker_.metadata.find(offsets_topic) != nullptr) return broker_errc::none;
    internal_settings kept;
    const auto wanted = wanted_by_name(offsets_topic, broker_.config, broker_.cluster.size(), kept);
    planned_topic planned;
    changes records;
    if (const auto no = plan_topic(broker_.plan(), wanted, planned)) {
        broker_.world.log_line("cannot make the topic " + std::string(offsets_topic) + ": " +
                               no.message);
        return no.error;
    }
    record_topic(broker_.plan(), planned, records);
    return broker_.commit(records);
}

partition_pointer consumer_offsets::partition_of(std::string_view group) const {
    const auto topic = broker_.topics.find(offsets_topic);
    if (!topic || topic->partitions.empty()) return nullptr;
    return topic->find(
        partition_for_group(group, static_cast<std::int32_t>(topic->partitions.size())));
}

void consumer_offsets::append(std::string_view group, const stored_records& records, after then) {
    if (const auto error = ensure(); error != broker_errc::none) return then(error);
    const auto p = partition_of(group);
    if (!p) return then(broker_errc::unknown_topic_or_partition);
    if (!p->is_served()) return then(broker_errc::kafka_storage_error);
    if (p->in_sync() < static_cast<std::size_t>(p->config().min_insync_replicas))
        return then(broker_errc::not_enough_replicas);
    const auto now = broker_.wall_ms();
    const auto views = views_of(records);
    const auto batch =
        record::make_batch({p->log().end_offset(), p->leader_epoch(), now, {}}, views,
                           p->config().codec.value_or(compression::none), p->config().codec_level);
    auto item = storage::item_of(batch);
    if (!item || batch.size() > static_cast<std::size_t>(p->config().max_message_bytes))
        return then(broker_errc::message_too_large);
    p->append({&*item, 1}, now);
    broker_.flushes.appended(p);
    if (item->error) return then(to_broker_errc(item->error));
    if (!p->config().syncs_every_batch()) return then(broker_errc::none);
    p->when_durable(item->header.next_offset(), std::move(then));
}

void consumer_offsets::load(coordinator& into) {
    const auto topic = broker_.topics.find(offsets_topic);
    if (!topic) return;
    for (const auto& p : topic->partitions) {
        if (!p->is_served()) continue;
        offsets_replay replay(into);
        auto why = read_all(p->log(), [&](wire::bytes batches) { replay.take(batches); });
        if (why.empty()) why = replay.complaint();
        if (!why.empty())
            broker_.world.log_line("partition " + std::string(offsets_topic) + "-" +
                                   std::to_string(p->name().index) +
                                   ": not every group and offset could be read: " + why);
    }
}

} // namespace kafka::detail::broker
