#include "broker/handlers/produce.hpp"

#include "broker/lookup.hpp"
#include "broker/pending_produce.hpp"
#include "broker/state.hpp"
#include "broker/topic_names.hpp"

namespace kafka::detail::broker {

namespace {

constexpr std::int16_t all = -1;

record::append_rules rules_for(const context& c, const topic_config& config) {
    record::append_rules out;
    out.produce_version = c.version;
    out.max_message_bytes = static_cast<std::size_t>(config.max_message_bytes);
    out.segment_bytes = static_cast<std::size_t>(config.segment_bytes);
    out.compacted = config.is_compacted;
    out.log_append_time = config.is_log_append_time;
    out.before_max_ms = config.timestamp_before_max_ms;
    out.after_max_ms = config.timestamp_after_max_ms;
    out.now_ms = c.broker.wall_ms();
    out.codec = config.codec;
    out.level = config.codec_level;
    out.max_decompressed_bytes = c.broker.config.request_max_bytes;
    return out;
}

void refuse(produced_partition& out, broker_errc error, std::string message = {}) {
    out.error = error;
    out.message = std::move(message);
}

/// Judges one partition's records. False when they are refused, and then `out` says why.
bool judge(const context& c, std::int16_t acks, const protocol::produce_request_partition& sent,
           const partition& p, record::append_verdict& verdict, produced_partition& out) {
    if (acks == all && p.in_sync() < static_cast<std::size_t>(p.config().min_insync_replicas)) {
        refuse(out, broker_errc::not_enough_replicas);
        return false;
    }
    verdict = record::validate(sent.records ? sent.records->data : wire::bytes{},
                               rules_for(c, p.config()));
    if (verdict.error == broker_errc::none && verdict.header.is_transactional()) {
        refuse(out, broker_errc::invalid_txn_state, "this broker serves no transactions");
        return false;
    }
    refuse(out, verdict.error, std::move(verdict.message));
    out.record_errors = std::move(verdict.record_errors);
    return out.error == broker_errc::none;
}

void append(context& c, const partition_pointer& p, const record::append_verdict& verdict,
            produced_partition& out) {
    storage::append_item item;
    item.header = verdict.header;
    item.records = verdict.records;
    p->append({&item, 1}, c.broker.wall_ms());
    c.broker.flushes.appended(p);
    out.error = to_broker_errc(item.error);
    out.base_offset = item.base_offset;
    out.start_offset = p->start_offset();
    if (verdict.header.is_log_append_time()) out.append_time_ms = verdict.header.max_timestamp;
    if (out.error == broker_errc::kafka_storage_error) out.message = item.error.message();
}

/// What is kept for the acknowledgement: the partition and the offset that must be durable.
struct unsynced {
    produced_partition* part = nullptr;
    partition_pointer where;
    std::int64_t end = 0;
};

void produce_one(context& c, std::int16_t acks, const topic_pointer& topic,
                 const protocol::produce_request_partition& sent, produced_partition& out,
                 std::vector<unsynced>& to_sync) {
    out.index = sent.index;
    if (topic && is_internal_topic(topic->name))
        return refuse(out, broker_errc::invalid_topic, "the topic is the broker's own");
    const auto found = find_led(c, topic, sent.index, -1);
    if (found.error != broker_errc::none) {
        refuse(out, found.error);
        if (!found.partition) return;
        out.leader = found.partition->leader();
        out.leader_epoch = found.partition->leader_epoch();
        return;
    }
    record::append_verdict verdict;
    if (!judge(c, acks, sent, *found.partition, verdict, out)) return;
    append(c, found.partition, verdict, out);
    if (out.error != broker_errc::none || !found.partition->config().syncs_every_batch()) return;
    const auto end = out.base_offset + verdict.header.last_offset_delta + 1;
    if (end > found.partition->log().durable_offset())
        to_sync.push_back({&out, found.partition, end});
}

/// Pointers into it stay right when it is moved: vectors keep their memory.
struct produced {
    std::vector<produced_topic> topics;
    std::vector<unsynced> to_sync;
};

bool any_failed(const produced& what) {
    for (const auto& topic : what.topics)
        for (const auto& p : topic.partitions)
            if (p.error != broker_errc::none) return true;
    return false;
}

produced produce_all(const protocol::produce_request& request, context& c) {
    produced out;
    out.topics.reserve(request.topic_data.size());
    for (const auto& sent : request.topic_data) {
        const auto topic = c.broker.topics.find(sent.name);
        auto& told = out.topics.emplace_back();
        told.name = std::string(sent.name);
        told.partitions.resize(sent.partition_data.size());
        for (std::size_t i = 0; i < sent.partition_data.size(); ++i)
            produce_one(c, request.acks, topic, sent.partition_data[i], told.partitions[i],
                        out.to_sync);
    }
    return out;
}

produced refuse_all(const protocol::produce_request& request, broker_errc error) {
    produced out;
    for (const auto& sent : request.topic_data) {
        auto& told = out.topics.emplace_back();
        told.name = std::string(sent.name);
        for (const auto& p : sent.partition_data) {
            auto& part = told.partitions.emplace_back();
            part.index = p.index;
            part.error = error;
        }
    }
    return out;
}

/// Without acknowledgements the only way to tell of a failure is to end the connection.
void finish_unacknowledged(const produced& done, reply<protocol::produce_request> back) {
    if (any_failed(done)) return back.close("a produce request with acks=0 failed");
    back.nothing();
}

} // namespace

void handle(const protocol::produce_request& request, context& c,
            reply<protocol::produce_request> back) {
    if (request.acks == 0) return finish_unacknowledged(produce_all(request, c), std::move(back));
    const bool is_valid = request.acks == 1 || request.acks == all;
    auto done = is_valid ? produce_all(request, c)
                         : refuse_all(request, broker_errc::invalid_required_acks);
    const auto to_sync = std::move(done.to_sync);
    const auto pending =
        std::make_shared<pending_produce>(std::move(done.topics), std::move(back), c.broker.timers);
    for (const auto& u : to_sync) pending->wait_for(*u.part);
    for (const auto& u : to_sync)
        u.where->when_durable(
            u.end, [pending, part = u.part](broker_errc error) { pending->durable(*part, error); });
    const std::chrono::milliseconds patience(std::max(request.timeout_ms, 0));
    pending->settle(c.broker.world.time.now() + patience);
}

} // namespace kafka::detail::broker
