// The part of a send loop that tells what became of records.
#include "client/send_loop.hpp"

namespace kafka::detail::client {

namespace {

batch_result result_of(const producer::ending& e) {
    return {.topic = e.of->name,
            .partition = e.partition,
            .base_offset = e.what.base_offset,
            .records = e.records,
            .bytes = e.wire_bytes,
            .error = e.what.error,
            .persistence = e.what.persistence,
            .detail = e.what.detail};
}

} // namespace

/// Callers that wait are woken here; the user's functions run on the callback thread. Memory and
/// flushes wait for those, so that neither runs ahead of a slow callback.
void send_loop::tell(std::vector<producer::ending>&& ended) {
    std::vector<producer::ending> later;
    for (auto& e : ended) {
        count(e);
        e.told.settle_calls(e.what);
        if (completion_ || e.told.has_callbacks())
            later.push_back(std::move(e));
        else
            finish(e);
    }
    if (later.empty()) return;
    auto shared = std::make_shared<std::vector<producer::ending>>(std::move(later));
    callbacks_->post([self = shared_from_this(), shared] {
        for (auto& e : *shared) {
            self->tell_one(e);
            self->finish(e);
        }
    });
}

void send_loop::tell_one(producer::ending& e) const {
    e.told.run_callbacks(e.what, e.partition, e.records);
    if (completion_) completion_(result_of(e));
}

void send_loop::count_sent(const producer::outgoing& r, producer::time_point now) {
    meters_.writes.add();
    meters_.messages.add(static_cast<std::int64_t>(r.records));
    meters_.bytes.add(static_cast<std::int64_t>(r.bytes));
    for (const auto* b : r.batches) {
        if (b->attempts > 1) {
            meters_.retries.add();
            continue;
        }
        meters_.batch_time.observe(now - b->opened);
        const bool was_full = b->filled != producer::time_point();
        meters_.batch_queue_time.observe(was_full ? now - b->filled : producer::duration::zero());
        meters_.batch_size.observe(b->record_count);
        meters_.batch_bytes.observe(static_cast<std::int64_t>(b->sealed->size()));
    }
}

void send_loop::count_answers(const std::vector<producer::batch_answer>& answers) {
    for (const auto& a : answers)
        if (a.error_code != 0) meters_.errors.add();
}

void send_loop::finish(const producer::ending& e) {
    accumulator_.memory.give_back(e.budget_bytes);
    accumulator_.under_way.end(e.generation);
}

void send_loop::count(const producer::ending& e) {
    if (!e.what.error || !closing_.load(std::memory_order_relaxed)) return;
    lost_records_ += e.records;
    if (e.what.persistence == persistence::possibly_persisted) doubtful_records_ += e.records;
}

undelivered send_loop::not_delivered() const {
    return {.records = lost_records_.load(), .possibly_persisted = doubtful_records_.load()};
}

} // namespace kafka::detail::client
