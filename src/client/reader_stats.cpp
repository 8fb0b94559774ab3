// What a reader tells of itself: its statistics and how far it is behind.
#include "client/blocking.hpp"
#include "client/calls.hpp"
#include "client/fetch_loop.hpp"
#include "client/reader.hpp"

#include <kafka/error.hpp>

#include <map>

namespace kafka {

namespace internal = detail::client;

namespace {

using internal::outcome;

std::string partition_of(const reader_options& o) {
    return o.group_id.empty() && o.partition ? std::to_string(*o.partition) : "-1";
}

void put_counts(const internal::reader_meters& from, reader_stats& into) {
    into.fetches = from.fetches.value();
    into.messages = from.messages.value();
    into.bytes = from.bytes.value();
    into.rebalances = from.rebalances.value();
    into.timeouts = from.timeouts.value();
    into.errors = from.errors.value();
    into.read_time = from.read_time.durations();
    into.wait_time = from.wait_time.durations();
    into.fetch_size = from.fetch_size.numbers();
    into.fetch_bytes = from.fetch_bytes.numbers();
}

using places = std::map<std::int32_t, start_offset>; // by partition
using offsets = std::map<std::int32_t, std::int64_t>;

bool is_offset(start_offset where) { return !where.is_time() && where.value() >= 0; }

/// What the brokers say to these; the first error ends it.
internal::awaitable<outcome<offsets>> look_up(internal::call c, std::string topic, places where) {
    std::vector<offset_query> queries;
    for (const auto& [partition, at] : where) queries.push_back({{topic, partition}, at});
    const auto answers = co_await internal::list_offsets(c, std::move(queries));
    if (!answers) co_return answers.error();
    offsets out;
    for (const auto& a : *answers) {
        if (a.error)
            co_return internal::failure{a.error,
                                        "topic \"" + topic + "\" partition " +
                                            std::to_string(a.partition.partition),
                                        {}};
        out[a.partition.partition] = a.offset;
    }
    co_return out;
}

/// From `at` to the ends of the partitions. What `at` lacks begins at `begin`.
internal::awaitable<outcome<std::int64_t>> ask_lag(internal::call c, std::string topic,
                                                   std::optional<std::int32_t> only,
                                                   start_offset begin, places at) {
    const auto known = co_await c.link->topic(topic, c.so_far);
    if (!known) co_return known.error();
    for (const auto& p : (*known)->partitions)
        if (!only || p.id == *only) at.try_emplace(p.id, begin);
    places ends;
    places unknown;
    for (const auto& [partition, where] : at) {
        ends[partition] = last_offset;
        if (!is_offset(where)) unknown[partition] = where;
    }
    auto end = co_await look_up(c, topic, ends);
    if (!end) co_return end.error();
    auto start = co_await look_up(c, topic, unknown);
    if (!start) co_return start.error();
    std::int64_t out = 0;
    for (const auto& [partition, where] : at) {
        const auto from = is_offset(where) ? where.value() : (*start)[partition];
        if (from >= 0) out += std::max<std::int64_t>((*end)[partition] - from, 0);
    } // else no record is as young as that
    co_return out;
}

} // namespace

reader_stats reader::implementation::stats() const {
    reader_stats out;
    put_counts(*meters_, out);
    const auto& link = loop_->link();
    out.dials = link.meters().dials.value();
    out.dial_time = link.meters().dial_time.durations();
    out.partitions = walk_->positions();
    const auto last = walk_->last_returned_from();
    for (const auto& p : out.partitions)
        if (last && p.topic == last->topic && p.partition == last->partition) {
            out.offset = p.offset;
            out.lag = p.lag();
        }
    out.queue_length = static_cast<std::int64_t>(budget_->held());
    out.queue_capacity = static_cast<std::int64_t>(budget_->limit());
    out.min_bytes = options_.min_bytes;
    out.max_bytes = options_.max_bytes;
    out.max_wait = options_.max_wait;
    out.client_id = options_.client_id;
    out.topic = options_.topic;
    out.partition = partition_of(options_);
    return out;
}

std::int64_t reader::implementation::read_lag(const context& ctx) {
    if (is_in_group())
        throw error(errc::invalid_argument,
                    "read_lag: a reader in a group has many partitions, which change; positions() "
                    "has the lag of each");
    refuse_when_closed("read_lag");
    places at;
    for (const auto& p : positions())
        if (p.offset >= 0) at[p.partition] = p.offset;
    const auto ask = [link = loop_->shared_link(), topic = options_.topic,
                      only = options_.partition, begin = options_.start_offset,
                      at](internal::trail& t) {
        return ask_lag({link, t}, topic, only, begin, at);
    };
    return internal::block_on_or_throw<std::int64_t>(*runtime_, ctx, "read_lag", ask);
}

} // namespace kafka
