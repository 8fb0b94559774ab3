// The sender's side of a partition: its batches in their order, which of them may be sent now, and
// what the answers mean for those behind. The promise: what is written is written once and in
// order, whatever is lost on the way.
//
// Batches leave in order, several without waiting. When one comes back the partition waits until
// all have come back, and sends them again from the first: those that were written are recognised
// by their sequence numbers. A batch that is given up leaves a hole in the sequence. When it is
// known not to be written what follows moves up. When nobody knows, what was sent behind it is sent
// once more as it was: the broker's answer tells. Only then a new epoch, in which the sequence
// begins again, is safe.
#pragma once

#include "producer/batch.hpp"
#include "producer/verdict.hpp"

#include <boost/intrusive/list.hpp>

#include <optional>

namespace kafka::detail::producer {

/// Not thread-safe. Owns the batches that are linked into it.
class partition_queue {
public:
    /// What is to be done with an answered batch.
    enum class next_step : std::int8_t {
        done,    // it is written, and no longer in the queue
        again,   // it stays
        split,   // it stays, and is too large
        give_up, // it is to be removed
    };

    partition_queue() = default;
    partition_queue(const partition_queue&) = delete;
    partition_queue& operator=(const partition_queue&) = delete;
    ~partition_queue();

    bool empty() const { return batches_.empty(); }
    int in_flight() const { return in_flight_; }
    void add(batch& b) { batches_.push_back(b); }

    /// The batch to send next, if there is one and its turn has come.
    batch* next(std::int32_t leader);
    /// An idempotent producer needs an identity before anything is sent, and one with another id
    /// when all epochs of the first are used up.
    bool has_identity() const { return static_cast<bool>(sequence_.who()); }
    std::int64_t used_up_id() const { return used_up_id_; }
    void set_identity(producer_identity who) {
        sequence_.begin(who);
        is_unknown_ = true;
    }
    /// `b` is what `next` said. Numbers it, if it has no number yet.
    void sent(batch& b, std::int32_t to);
    next_step answered(batch& b, judgement j);

    /// Takes out a batch that is not in flight and will not be sent again.
    void remove(batch& b);
    /// Puts the second half of a batch behind the first.
    void insert_after(batch& first, batch& second);
    /// The partition is another one under the same name: its log knows nothing of what was sent.
    void restart() { restart_ = resending_ = true; }

    auto begin() { return batches_.begin(); }
    auto end() { return batches_.end(); }

private:
    using list = intrusive::list<batch, intrusive::base_hook<queue_place>,
                                 intrusive::constant_time_size<false>>;

    next_step came_back(batch& b, verdict v);
    void out_of_order(batch& b);
    void close_gap_of(batch& b);
    void clear_doubts_from(batch& first);
    void settle_sequence();
    void begin_sequence_again(bool keep_epoch);

    list batches_;
    partition_sequence sequence_;
    std::int64_t used_up_id_ = -1;
    std::int32_t sent_to_ = -1;
    int in_flight_ = 0;
    bool resending_ = false; // nothing is sent until everything has come back
    bool bump_ = false;      // the broker has lost track
    bool restart_ = false;
    // A broker takes any number from a producer that it does not know, so a second batch could
    // overtake the first: until it has written one they go one by one.
    bool is_unknown_ = false;
    std::optional<std::int32_t> hole_ = {}; // number of the last batch of unknown fate given up
};

} // namespace kafka::detail::producer
