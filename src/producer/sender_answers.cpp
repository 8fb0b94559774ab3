// What answers, their absence, and the time mean for batches.
#include "producer/sender.hpp"

#include "producer/split.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

namespace kafka::detail::producer {

namespace {

std::string place_of(const batch& b) { return b.owner.of.name + "-" + std::to_string(b.owner.id); }

/// "orders-0: NOT_ENOUGH_REPLICAS (fewer replicas are in sync than required)"
std::string words_for(const batch& b, const batch_answer& answer) {
    const auto code = static_cast<broker_errc>(answer.error_code);
    auto out = place_of(b) + ": " + std::string(name_of(code)) + " (" +
               std::string(answer.detail.empty() ? meaning_of(code) : answer.detail) + ")";
    return out;
}

} // namespace

void sender::answered(std::int32_t node, std::uint64_t request,
                      const std::vector<batch_answer>& answers, time_point now) {
    const auto done = lane_of(node).finish(request, now);
    for (std::size_t i = 0; i < done.batches.size(); ++i)
        take_answer(*done.batches[i], judge(answers[i].error_code), answers[i], now);
}

void sender::take_answer(batch& b, judgement j, const batch_answer& answer, time_point now) {
    auto& p = b.owner;
    switch (p.queue.answered(b, j)) {
    case partition_queue::next_step::done:
        p.pauses.succeeded();
        if (!b.given_up) end(b, {.base_offset = answer.base_offset});
        delete &b;
        break;
    case partition_queue::next_step::again:
        retry_later(b, j, static_cast<broker_errc>(answer.error_code), words_for(b, answer), now);
        break;
    case partition_queue::next_step::split:
        if (!split(b)) fail(b, broker_errc::message_too_large, answer.detail);
        break;
    case partition_queue::next_step::give_up:
        fail(b, static_cast<broker_errc>(answer.error_code), answer.detail);
        break;
    }
    touch(p, now);
}

void sender::lost(std::int32_t node, std::uint64_t request, std::error_code error,
                  const std::string& detail, bool sent, time_point now) {
    auto& l = lane_of(node);
    l.is_reachable = false;
    const auto done = l.finish(request, now);
    so_far_.note(detail);
    const bool hopeless = error == errc::unsupported_version || error == errc::invalid_argument;
    const judgement j{hopeless ? verdict::refused : verdict::again_elsewhere, sent};
    for (auto* b : done.batches) {
        auto& p = b->owner;
        if (p.queue.answered(*b, j) == partition_queue::next_step::again)
            retry_later(*b, j, error, detail, now);
        else
            fail(*b, error, detail);
        touch(p, now);
    }
}

// Several batches of a partition come back together; they pause once.
void sender::retry_later(batch& b, judgement j, std::error_code error, const std::string& detail,
                         time_point now) {
    auto& p = b.owner;
    b.last_error = error;
    so_far_.note(detail);
    if (j.what == verdict::again_elsewhere) lead(p, -1, now);
    if (p.not_before <= now)
        p.not_before = now + p.pauses.next(static_cast<std::uint32_t>(random_()));
    const auto most = from_.options().max_attempts;
    if (most > 0 && b.attempts >= most) fail(b, error, story_of(b));
}

bool sender::split(batch& b) {
    const auto first_count = b.record_count / 2;
    auto halves = split_records(*b.sealed, first_count, from_.chunks());
    if (!halves) return false;
    auto second = std::make_unique<batch>(b.owner, from_.chunks(), b.opened);
    second->records = std::move(halves->second);
    second->record_count = b.record_count - first_count;
    second->told = b.told.split(first_count);
    second->generation = b.generation;
    from_.under_way.share(b.generation);
    if (b.stamp) second->stamp = {b.stamp.who, sequence_after(b.stamp.base, first_count)};
    second->where = b.where = batch::stage::closed;
    b.records = std::move(halves->first);
    b.record_count = first_count;
    b.sealed.reset();
    const auto taken = std::exchange(b.bytes_taken, b.bytes_taken / 2);
    second->bytes_taken = taken - b.bytes_taken;
    by_age_.insert(std::next(by_age_.iterator_to(b)), *second);
    b.owner.queue.insert_after(b, *second.release());
    return true;
}

void sender::expire(time_point now) {
    while (!by_age_.empty()) {
        auto& b = by_age_.front();
        if (b.opened + from_.options().delivery_timeout > now) return;
        if (b.where == batch::stage::open && !close_open(b)) return;
        auto& p = b.owner;
        fail(b, errc::timed_out, story_of(b));
        touch(p, now);
    }
}

void sender::give_up_all() {
    while (!by_age_.empty()) {
        auto& b = by_age_.front();
        if (b.where == batch::stage::open && !close_open(b)) return;
        b.owner.unlink();
        fail(b, abandoned_, story_of(b));
    }
    from_.for_each_topic([&](topic& t) { fail_waiting(t, abandoned_, ""); });
}

void sender::fail(batch& b, std::error_code error, std::string detail) {
    const bool under_way = b.where == batch::stage::in_flight;
    const auto what =
        b.ambiguous || under_way ? persistence::possibly_persisted : persistence::not_persisted;
    if (!b.given_up) end(b, {error, what, -1, std::move(detail)});
    b.given_up = true;
    if (under_way || b.where == batch::stage::packing) return; // until it comes back
    b.owner.queue.remove(b);
    delete &b;
}

void sender::end(batch& b, fate what) {
    b.expiry_place::unlink();
    plan_.ended.push_back({.of = &b.owner.of,
                           .partition = b.owner.id,
                           .records = b.record_count,
                           .wire_bytes = b.sealed ? b.sealed->size() : b.records.size(),
                           .budget_bytes = b.bytes_taken,
                           .generation = b.generation,
                           .told = std::move(b.told),
                           .what = std::move(what)});
}

/// Why it has not been written so far.
std::string sender::story_of(const batch& b) const {
    auto out = place_of(b) + ": not acknowledged after " + std::to_string(b.attempts) +
               (b.attempts == 1 ? " attempt" : " attempts");
    for (const auto& cause : so_far_.causes()) out += "; " + cause;
    return out;
}

ending ending_of(const waiting_record& r, const topic& t, fate what) {
    ending out{.of = &t,
               .partition = r.what().partition,
               .records = 1,
               .budget_bytes = r.held(),
               .generation = r.generation(),
               .what = std::move(what)};
    if (r.part().call)
        out.told.add(0, r.part());
    else
        out.told.add(0, r.callback());
    return out;
}

} // namespace kafka::detail::producer
