#include "producer/partition_queue.hpp"

#include <memory>

namespace kafka::detail::producer {

partition_queue::~partition_queue() { batches_.clear_and_dispose(std::default_delete<batch>()); }

batch* partition_queue::next(std::int32_t leader) {
    if (in_flight_ > 0 && (resending_ || leader != sent_to_ || is_unknown_)) return nullptr;
    if (in_flight_ == 0) settle_sequence();
    bool is_doubtful = false;
    for (auto& b : batches_) {
        const bool waits = b.where != batch::stage::in_flight;
        // The broker knows the last five batches only: nothing may push out a doubtful one.
        if (waits && is_doubtful && !b.ambiguous) return nullptr;
        if (waits) return &b;
        is_doubtful = is_doubtful || (b.stamp && b.ambiguous);
    }
    return nullptr;
}

void partition_queue::sent(batch& b, std::int32_t to) {
    if (has_identity() && !b.stamp) b.stamp = sequence_.take(b.record_count);
    b.sent_stamp = b.stamp;
    b.where = batch::stage::in_flight;
    ++b.attempts;
    ++in_flight_;
    sent_to_ = to;
}

partition_queue::next_step partition_queue::answered(batch& b, judgement j) {
    --in_flight_;
    b.where = batch::stage::ready;
    b.ambiguous = b.ambiguous || j.ambiguous;
    if (j.what != verdict::written) return came_back(b, j.what);
    if (b.sent_stamp.who == sequence_.who()) is_unknown_ = false;
    // What has lower numbers is written too, or the broker would not have accepted this one.
    if (hole_ && comes_after(b.sent_stamp.base, *hole_)) hole_.reset();
    b.queue_place::unlink();
    return next_step::done;
}

partition_queue::next_step partition_queue::came_back(batch& b, verdict v) {
    resending_ = true;
    const bool about_sequences = v == verdict::out_of_order || v == verdict::forgotten;
    if (about_sequences && !b.sent_stamp) return next_step::give_up; // it had none
    if (v == verdict::out_of_order) out_of_order(b);
    if (v == verdict::forgotten) bump_ = true;
    if (b.given_up || v == verdict::refused) return next_step::give_up;
    if (v != verdict::too_large) return next_step::again;
    b.ambiguous = false; // what is too large for a log is not in it
    return b.record_count > 1 ? next_step::split : next_step::give_up;
}

// The broker keeps the last five batches of a producer, so it would have recognised this one. The
// first of all has nothing before it that could still come: its number will never be accepted.
void partition_queue::out_of_order(batch& b) {
    b.ambiguous = false;
    if (&batches_.front() != &b) {
        --b.attempts; // the failure is that of a batch before it
        return;
    }
    if (b.sent_stamp != b.stamp) return; // what was before it is gone, and it has moved up since
    clear_doubts_from(b);
    bump_ = true;
}

void partition_queue::remove(batch& b) {
    if (b.stamp && b.ambiguous) {
        hole_ = b.stamp.base;
        resending_ = true;
    } else if (b.stamp) {
        close_gap_of(b);
    }
    b.queue_place::unlink();
}

void partition_queue::close_gap_of(batch& b) {
    for (auto after = std::next(batches_.iterator_to(b)); after != batches_.end(); ++after) {
        if (!after->stamp) break;
        after->stamp.base = sequence_before(after->stamp.base, b.record_count);
        after->ambiguous = false; // a broker writes nothing behind a gap
        resending_ = true;
    }
    sequence_.close_gap(b.record_count);
}

void partition_queue::clear_doubts_from(batch& first) {
    for (auto at = batches_.iterator_to(first); at != batches_.end(); ++at) at->ambiguous = false;
}

void partition_queue::insert_after(batch& first, batch& second) {
    batches_.insert(std::next(batches_.iterator_to(first)), second);
}

// Called when nothing is in flight.
void partition_queue::settle_sequence() {
    resending_ = false;
    if (batches_.empty()) return;
    auto& first = batches_.front();
    if (restart_) return begin_sequence_again(true);
    if (hole_ && !first.ambiguous) { // so nothing behind the hole is written
        clear_doubts_from(first);
        bump_ = true;
    }
    if (bump_) begin_sequence_again(false);
}

void partition_queue::begin_sequence_again(bool keep_epoch) {
    is_unknown_ = true;
    if (keep_epoch) {
        sequence_.begin(sequence_.who());
    } else if (!sequence_.bump()) {
        used_up_id_ = sequence_.who().id;
        sequence_.begin({});
    }
    for (auto& b : batches_) b.stamp = {};
    bump_ = restart_ = false;
    hole_.reset();
}

} // namespace kafka::detail::producer
