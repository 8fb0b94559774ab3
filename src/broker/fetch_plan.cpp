#include "broker/fetch_plan.hpp"

#include "broker/fetch_sessions.hpp"
#include "broker/state.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

constexpr std::int16_t first_with_leader = 12; // also the first that can diverge
constexpr std::int16_t first_with_endpoints = 16;

topic_pointer find_topic(const wanted_partitions& wanted, const state& broker) {
    return wanted.id ? broker.topics.find(wanted.id) : broker.topics.find(wanted.name);
}

/// Kafka's order: unknown, offline, leader epoch, leadership, offset.
broker_errc judge(const wanted_partition& wanted, const partition& p, std::int32_t asked_node) {
    if (!p.is_served()) return broker_errc::kafka_storage_error;
    if (wanted.leader_epoch >= 0 && wanted.leader_epoch < p.leader_epoch())
        return broker_errc::fenced_leader_epoch;
    if (wanted.leader_epoch > p.leader_epoch()) return broker_errc::unknown_leader_epoch;
    if (p.leader() != asked_node) return broker_errc::not_leader_or_follower;
    return broker_errc::none;
}

/// Whether the client has read something that is not in this log: its last record's term ended
/// earlier here. Source: KIP-595.
bool diverges(const wanted_partition& wanted, const storage::epoch_end& end) {
    return end.epoch < wanted.last_fetched_epoch || end.end_offset < wanted.offset;
}

/// One walk over the plan.
struct looker {
    const fetch_plan& plan;
    const state& broker;
    fetched out = {};

    void fail(fetched_partition& to, broker_errc error) {
        to.error = error;
        out.must_answer = true;
    }

    /// The first partition with data gives at least one batch, however large; later ones give
    /// what fits.
    void read(const wanted_partition& wanted, fetched_partition& to) {
        auto& p = *to.partition;
        if (wanted.offset < p.start_offset() || wanted.offset > p.log().end_offset())
            return fail(to, broker_errc::offset_out_of_range);
        const bool is_first = out.bytes == 0;
        const auto room = plan.max_bytes - std::min(plan.max_bytes, out.bytes);
        const auto limit = std::min<std::uint64_t>(
            static_cast<std::uint64_t>(std::max(wanted.max_bytes, 0)), room);
        if (limit == 0 && !is_first) return;
        auto found = p.log().read(wanted.offset, limit, p.high_watermark());
        if (found.error) return fail(to, to_broker_errc(found.error));
        if (found.slice.length > limit && !is_first) return;
        to.slice = std::move(found.slice);
        out.bytes += to.slice.length;
    }

    void look(const wanted_partitions& topic, const topic_pointer& here,
              const wanted_partition& wanted) {
        auto& to = out.partitions.emplace_back();
        to.partition = here ? here->find(wanted.index) : nullptr;
        if (!here && topic.id) return fail(to, broker_errc::unknown_topic_id);
        if (!to.partition) return fail(to, broker_errc::unknown_topic_or_partition);
        if (const auto error = judge(wanted, *to.partition, plan.asked_node);
            error != broker_errc::none)
            return fail(to, error);
        if (wanted.last_fetched_epoch >= 0) {
            const auto end = to.partition->log().end_of_epoch(wanted.last_fetched_epoch);
            if (end.epoch < 0) return fail(to, broker_errc::offset_out_of_range);
            if (diverges(wanted, end)) {
                to.diverging = {end.epoch, end.end_offset};
                out.must_answer = true;
                return;
            }
        }
        read(wanted, to);
    }
};

/// Files that the operating system cannot send by themselves are read into memory.
wire::bytes in_memory(const storage::log_slice& slice, keep_alive& keeps) {
    auto buffer = std::make_shared<std::vector<std::byte>>(slice.length);
    const auto got = slice.source->read_at(slice.position, *buffer);
    buffer->resize(got.error ? 0 : got.bytes);
    keeps.push_back(buffer);
    return *buffer;
}

/// Builds the response; what its views need lives here.
struct teller {
    const fetch_plan& plan;
    const fetched& found;
    const state& broker;
    std::int16_t version;
    protocol::fetch_response out = {};
    keep_alive keeps = {};
    std::vector<wire::file_slice> files = {};

    wire::blob records_of(const storage::log_slice& slice) {
        if (slice.length == 0) return {};
        if (slice.source->descriptor() < 0) return in_memory(slice, keeps);
        keeps.push_back(slice.source);
        wire::blob out_of_file;
        files.push_back({slice.source->descriptor(), slice.position, slice.length});
        out_of_file.files = {&files.back(), 1};
        return out_of_file;
    }

    void tell_leader(const fetched_partition& from, protocol::fetch_response_partition& to) {
        if (version < first_with_leader || (from.error != broker_errc::not_leader_or_follower &&
                                            from.error != broker_errc::fenced_leader_epoch))
            return;
        to.current_leader = {from.partition->leader(), from.partition->leader_epoch()};
        if (version < first_with_endpoints) return;
        for (const auto& n : broker.cluster.all())
            if (n.id == from.partition->leader() &&
                std::ranges::none_of(out.node_endpoints,
                                     [&](const auto& e) { return e.node_id == n.id; }))
                out.node_endpoints.push_back({n.id, n.host, n.port, std::nullopt});
    }

    protocol::fetch_response_partition told(std::int32_t index, const fetched_partition& from) {
        protocol::fetch_response_partition to;
        to.partition_index = index;
        to.error_code = static_cast<std::int16_t>(from.error);
        to.high_watermark = -1;
        to.records.emplace(records_of(from.slice));
        if (!plan.is_committed_only) to.aborted_transactions.reset();
        tell_leader(from, to);
        if (from.error != broker_errc::none) return to;
        to.high_watermark = from.partition->high_watermark();
        to.last_stable_offset = to.high_watermark;
        to.log_start_offset = from.partition->start_offset();
        to.diverging_epoch = from.diverging;
        return to;
    }
};

} // namespace

bool fetch_session_use::is_overtaken() const { return session && session->epoch() != epoch; }

std::size_t fetch_plan::partition_count() const {
    std::size_t n = 0;
    for (const auto& topic : topics) n += topic.partitions.size();
    return n;
}

fetched look(const fetch_plan& plan, const state& broker) {
    looker one{plan, broker};
    one.out.partitions.reserve(plan.partition_count());
    for (const auto& topic : plan.topics) {
        const auto here = find_topic(topic, broker);
        for (const auto& p : topic.partitions) one.look(topic, here, p);
    }
    return std::move(one.out);
}

namespace {

/// The session that the answer speaks of: the one under way, or a new one when it was asked for and
/// there is room.
std::shared_ptr<fetch_session> session_of(const fetch_session_use& use, const fetch_plan& plan,
                                          state& broker) {
    if (!use.wants_one) return use.session;
    return broker.sessions->open(plan, use.uses_topic_ids, broker.world.time.now());
}

void tell(teller& one, const std::shared_ptr<fetch_session>& session) {
    auto next = one.found.partitions.begin();
    for (const auto& topic : one.plan.topics) {
        protocol::fetch_response_topic to{
            .topic = topic.name, .topic_id = topic.id, .partitions = {}};
        for (const auto& p : topic.partitions) {
            auto told = one.told(p.index, *next);
            const bool has_records = next++->slice.length > 0;
            const bool is_news = !session || session->must_tell(topic, told, has_records);
            if (is_news || one.plan.session.session == nullptr)
                to.partitions.push_back(std::move(told));
        }
        if (!to.partitions.empty()) one.out.responses.push_back(std::move(to));
    }
}

} // namespace

void send(const fetch_plan& plan, const fetched& found, state& broker,
          reply<protocol::fetch_request>& back) {
    teller one{plan, found, broker, back.version()};
    one.files.reserve(found.partitions.size()); // the blobs view its elements
    const auto session = session_of(plan.session, plan, broker);
    if (session) one.out.session_id = session->id();
    if (plan.session.is_overtaken()) {
        one.out.error_code = static_cast<std::int16_t>(broker_errc::invalid_fetch_session_epoch);
        return back.send(one.out);
    }
    tell(one, session);
    back.send(one.out, std::move(one.keeps));
}

} // namespace kafka::detail::broker
