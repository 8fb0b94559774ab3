#include "client/named_partition.hpp"
#include "consumer/broker_wait.hpp"
#include "consumer/committed.hpp"
#include "consumer/record_extent.hpp"
#include "protocol/fetch.hpp"

#include <kafka/offset.hpp>

namespace kafka::detail::client {

namespace {

using consumer::record_extent;
using api = protocol::fetch_request;

constexpr std::string_view call = "read";
constexpr std::int32_t largest_batch = 64 << 20; // asked for when an old broker cuts one short

api request_of(const asked_of& whom, const read_batch_options& options, std::int64_t from,
               std::chrono::milliseconds wait) {
    api out;
    out.max_wait_ms = static_cast<std::int32_t>(wait.count());
    out.min_bytes = options.min_bytes;
    out.max_bytes = options.max_bytes;
    out.isolation_level = static_cast<std::int8_t>(options.isolation);
    auto& topic = out.topics.emplace_back();
    topic.topic = *whom.topic;
    topic.partitions.push_back({.partition = whom.partition,
                                .fetch_offset = from,
                                .partition_max_bytes = options.max_bytes});
    return out;
}

/// One answer, judged.
struct taken {
    record_extent extent = {};
    fetched_batch batch = {};
};

failure damaged(const asked_of& whom, std::int64_t at) {
    return {errc::corrupt_batch,
            text_of(whom, call) + " at offset " + std::to_string(at) +
                ": what the broker sent is no record batch",
            {}};
}

/// What records are kept in: the answer, or a copy without what was aborted.
struct committed_memory {
    record::buffer records;
};

void leave_out_aborted(const protocol::fetch_response_partition& p, consumer::fetched& what,
                       consumer::received& memory) {
    if (!p.aborted_transactions || p.aborted_transactions->empty()) return;
    std::vector<consumer::aborted_transaction> aborted;
    for (const auto& t : *p.aborted_transactions)
        aborted.push_back({t.producer_id, t.first_offset});
    auto copy = std::make_shared<committed_memory>();
    copy->records = consumer::committed_of(what.records, std::move(aborted));
    what.records = copy->records;
    memory.frame = std::move(copy);
}

outcome<taken> take(const asked_of& whom, answer<api>& got, std::int64_t from) {
    if (got->error_code != 0) return refused(whom, call, got->error_code);
    using in_topic = protocol::fetch_response_topic;
    const auto* p = find_partition(got->responses, whom, &in_topic::topic, &in_topic::partitions,
                                   &protocol::fetch_response_partition::partition_index);
    if (p == nullptr) return left_out(whom, call);
    if (p->error_code != 0) {
        auto why = refused(whom, call, p->error_code);
        why.what += " at offset " + std::to_string(from);
        return why;
    }
    taken out;
    out.extent = consumer::extent_of(p->records ? p->records->data : wire::bytes(), from);
    if (out.extent.what == record_extent::verdict::damaged) return damaged(whom, from);
    out.batch.throttle = std::chrono::milliseconds(std::max(got->throttle_time_ms, 0));
    auto& what = out.batch.what;
    what.partition = whom.partition;
    what.from = from;
    what.next = out.extent.next;
    what.high_watermark = p->high_watermark;
    what.records = out.extent.records;
    auto memory = std::make_shared<consumer::received>();
    memory->frame = got.frame.memory;
    memory->topic = whom.topic;
    leave_out_aborted(*p, what, *memory);
    what.memory = std::move(memory);
    return out;
}

awaitable<outcome<taken>> fetch_once(const asked_of& whom, const fetch_order& order,
                                     std::int64_t from) {
    const auto wait =
        order.options.max_wait.value_or(consumer::broker_wait(order.deadline, net::clock::now()));
    auto terms = terms_by_name<api>(*whom.session);
    if (!terms) co_return std::move(terms.error());
    terms->timeout = wait + whom.request_timeout;
    const auto question = request_of(whom, order.options, from, wait);
    auto got = co_await whom.session->request(question, std::move(*terms));
    if (!got) co_return std::move(got.error());
    co_return take(whom, *got, from);
}

/// An offset, where the position stands for one. It is kept: what is written from now on must not
/// be missed because the end has moved meanwhile.
awaitable<outcome<std::int64_t>> start_of(const asked_of& whom, const fetch_order& order) {
    auto from = order.from->load();
    if (from >= 0) co_return from;
    auto found = co_await ask_offset(whom, from, order.options.isolation);
    if (found) order.from->compare_exchange_strong(from, *found);
    co_return found;
}

/// Whether a larger request may bring the batch that was cut short.
bool ask_for_more(read_batch_options& options, std::size_t needed) {
    if (needed > largest_batch || static_cast<std::int32_t>(needed) <= options.max_bytes)
        return false;
    options.max_bytes = static_cast<std::int32_t>(needed);
    return true;
}

failure too_large(const asked_of& whom, std::size_t needed) {
    return {errc::message_too_large,
            text_of(whom, call) + ": a batch of " + std::to_string(needed) +
                " bytes does not arrive whole",
            {}};
}

} // namespace

awaitable<outcome<fetched_batch>> fetch_records(asked_of whom, fetch_order order) {
    using verdict = record_extent::verdict;
    const auto start = co_await start_of(whom, order);
    if (!start) co_return start.error();
    for (auto from = *start;;) {
        auto got = co_await fetch_once(whom, order, from);
        if (!got) co_return std::move(got.error());
        const auto& extent = got->extent;
        if (extent.what == verdict::cut_short) {
            if (!ask_for_more(order.options, extent.needed))
                co_return too_large(whom, extent.needed);
            continue;
        }
        const bool passed_over = extent.what == verdict::whole && !extent.deliverable;
        if (passed_over) {
            auto expected = from; // unless somebody has moved the connection meanwhile
            order.from->compare_exchange_strong(expected, extent.next);
            from = extent.next;
            continue;
        }
        if (extent.what == verdict::whole || order.options.max_wait)
            co_return std::move(got->batch);
    }
}

} // namespace kafka::detail::client
