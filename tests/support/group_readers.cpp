#include "support/group_readers.hpp"

#include "consumer/member_bytes.hpp"
#include "protocol/consumer_protocol.hpp"
#include "protocol/join_group.hpp"
#include "protocol/offset_fetch.hpp"
#include "protocol/sync_group.hpp"
#include "support/becomes_true.hpp"

#include <kafka/error.hpp>
#include <kafka/writer.hpp>

namespace kafka::testing {

namespace {

bool owns(reader& r, std::size_t n) { return r.positions().size() == n; }

} // namespace

reading_group::reading_group(int partitions) : partitions_(partitions) {
    broker_.make_topic("numbers", partitions);
}

reading_group::~reading_group() = default;

reader reading_group::join(reader_options options) {
    options.brokers = {broker_.address()};
    if (options.group_id.empty()) options.group_id = group_;
    if (options.topic.empty() && options.group_topics.empty() &&
        options.group_topic_pattern.empty())
        options.topic = "numbers";
    options.backoff_min = std::chrono::milliseconds(5);
    options.backoff_max = std::chrono::milliseconds(50);
    return reader(std::move(options));
}

void reading_group::append_numbers(int count) {
    for (int p = 0; p < partitions_; ++p) {
        const int mine = count / partitions_ + (p < count % partitions_ ? 1 : 0);
        if (mine > 0) broker_.append_numbers("numbers", p, mine);
    }
}

void reading_group::note(const message& m) {
    std::lock_guard lock(mutex_);
    read_.insert(m.value.str());
}

std::size_t reading_group::read(reader& from, std::size_t n) {
    std::size_t got = 0;
    try {
        for (; got < n; ++got) {
            const auto m = from.read_message(limit());
            if (!m) break;
            note(*m);
        }
    } catch (const error&) { // the time is up: the caller counts
    }
    return got;
}

std::set<std::string> reading_group::values() const {
    std::lock_guard lock(mutex_);
    return {read_.begin(), read_.end()};
}

std::size_t reading_group::times_read() const {
    std::lock_guard lock(mutex_);
    return read_.size();
}

bool reading_group::wait_for_values(std::size_t n) const {
    return becomes_true([&] { return values().size() >= n; });
}

std::int64_t reading_group::committed(std::int32_t partition, std::string group) {
    if (group.empty()) group = group_;
    constexpr std::int16_t version = 5;
    plain_connection to(broker_.address());
    protocol::offset_fetch_request question{.group_id = group};
    question.topics = {{.name = "numbers", .partition_indexes = {partition}}};
    const auto answer = to.ask(question, version);
    return answer.topics.at(0).partitions.at(0).committed_offset;
}

bool reading_group::wait_for_commit(std::int32_t partition, std::int64_t offset) {
    return becomes_true([&] { return committed(partition) >= offset; });
}

void reading_group::wait_for_owned(reader& one, std::size_t n) {
    start(one);
    if (!becomes_true([&] { return owns(one, n); }))
        throw std::runtime_error(
            "the group does not settle: " + std::to_string(one.positions().size()) + " partitions");
}

void reading_group::wait_for_owned(reader& one, std::size_t n, reader& other) {
    start(one);
    start(other);
    if (!becomes_true([&] { return owns(one, n) && owns(other, n); }))
        throw std::runtime_error(
            "the group does not settle: " + std::to_string(one.positions().size()) + " and " +
            std::to_string(other.positions().size()) + " partitions");
}

/// The first call makes it join.
void reading_group::start(reader& r) {
    try {
        if (const auto m = r.fetch_message(context::after(std::chrono::milliseconds(1)))) note(*m);
    } catch (const error&) { // nothing was there, as is to be expected
    }
}

silent_member::silent_member(const std::string& broker, std::string_view group,
                             std::chrono::milliseconds rebalance_timeout)
    : to_(broker) {
    constexpr std::int16_t before_ids_were_required = 3;
    const auto wants = detail::consumer::write_subscription({.topics = {"numbers"}});
    const auto joined = to_.ask(
        protocol::join_group_request{
            .group_id = group,
            .session_timeout_ms = 45'000,
            .rebalance_timeout_ms = static_cast<std::int32_t>(rebalance_timeout.count()),
            .protocol_type = protocol::consumer_protocol_type,
            .protocols = {{.name = "cooperative-sticky", .metadata = wants}}},
        before_ids_were_required);
    const std::string id(joined.member_id);
    const auto all = detail::consumer::write_assignment({{"numbers", 0}, {"numbers", 1}});
    const auto synced =
        to_.ask(protocol::sync_group_request{.group_id = group,
                                             .generation_id = joined.generation_id,
                                             .member_id = id,
                                             .assignments = {{.member_id = id, .assignment = all}}},
                before_ids_were_required - 1);
    if (synced.error_code != 0) throw std::runtime_error("the silent member could not join");
}

} // namespace kafka::testing
