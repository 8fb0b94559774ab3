// The records of one partition that travel together, from the first one to their fate.
#pragma once

#include "producer/completions.hpp"
#include "producer/sequence.hpp"
#include "producer/settings.hpp"
#include "record/batch_writer.hpp"

#include <boost/intrusive/list_hook.hpp>

#include <memory>

namespace kafka::detail::producer {

class partition;

namespace intrusive = boost::intrusive;
using hook = intrusive::link_mode<intrusive::auto_unlink>;
struct queue_place : intrusive::list_base_hook<hook, intrusive::tag<struct queue_tag>> {};
struct expiry_place : intrusive::list_base_hook<hook, intrusive::tag<struct expiry_tag>> {};

/// Callers add records while it is open, under the lock of the partition's collector. The rest
/// belongs to the sender.
struct batch : queue_place, expiry_place {
    enum class stage : std::int8_t {
        open,      // as far as the sender was told; the collector knows
        closed,    // takes no more records
        packing,   // is being compressed
        ready,     // to be sent
        in_flight, // sent, and not answered yet
    };

    batch(partition& p, std::shared_ptr<record::chunk_pool> pool, time_point now)
        : owner(p)
        , records(std::move(pool))
        , opened(now) {}

    std::uint32_t count() const { return static_cast<std::uint32_t>(records.count()); }
    /// Of the budget.
    std::size_t bytes_used() const { return records.size() + told.bytes(); }

    partition& owner;
    record::batch_writer records; // moved from once it is sealed
    completions told;
    std::size_t bytes_taken = 0; // of the budget, once it is closed
    time_point opened;
    time_point filled = {};       // when the sender heard of that, if a caller has closed it
    std::uint64_t generation = 0; // of `outstanding`

    std::shared_ptr<record::sealed_batch> sealed = {}; // requests hold it as well
    std::uint32_t record_count = 0;                    // once it is closed
    stage where = stage::open;
    bool ambiguous = false; // an attempt may have been written, for all that we know
    bool given_up = false;  // its fate is told; the answer still counts for the sequence
    std::uint16_t attempts = 0;
    sequence_stamp stamp = {};      // who wrote it as which of his batches
    sequence_stamp sent_stamp = {}; // in the last attempt
    std::error_code last_error = {};
};

using batch_pointer = std::unique_ptr<batch>;

} // namespace kafka::detail::producer
