// The callers' side of a partition: its open batch and the lock around it.
#pragma once

#include "producer/batch.hpp"

#include <mutex>

namespace kafka::detail::producer {

class budget;

/// One record on its way into a batch.
struct posting {
    const kafka::record* what = nullptr;
    std::int64_t timestamp_ms = 0;
    /// One of these three, or none.
    delivery_callback callback = {};
    const call_pointer* call = nullptr;
    const call_part* part = nullptr;
    /// Bytes of the budget that the caller holds for it already.
    std::size_t held = 0;
    /// Of `outstanding`, when the record was taken before: the batch takes the older one of its own
    /// and this, and leaves the other here.
    std::uint64_t* generation = nullptr;

    /// At most this much of the budget does it need in a batch.
    std::size_t bytes_bound() const {
        const bool tells = callback.function != nullptr || call != nullptr || part != nullptr;
        return record::batch_writer::bound(*what) + (tells ? completions::bytes_of_one : 0);
    }
};

/// All members are used under the lock.
class collector {
public:
    std::mutex& mutex() { return mutex_; }

    bool is_open() const { return open_ != nullptr; }
    bool holds(const batch& b) const { return open_ == &b; }
    /// Whether the open batch may take the record.
    bool has_room(const posting& p, const settings& s) const;
    /// Whether the open batch has as many records as it may.
    bool is_full(const settings& s) const { return open_->count() >= s.batch_records; }
    /// Makes sure that the bytes for the record are taken, for the open batch or the next one;
    /// false when memory is used up.
    bool pay(posting& p, budget& memory);
    /// Encodes the record. Returns its part of the call, if it has one.
    std::uint32_t add(const posting& p) { return add(*open_, p); }
    /// `fresh` has its first record already: an open batch is never empty.
    void begin(batch& fresh) { open_ = &fresh; }
    static std::uint32_t add(batch& to, const posting& p);
    /// Ends the open batch and gives back what it did not use. The sender is to be told, or is the
    /// one that calls.
    batch& close(budget& memory);

private:
    std::mutex mutex_;
    batch* open_ = nullptr;
    std::size_t taken_ = 0; // of the budget, for the open batch or the next one
};

} // namespace kafka::detail::producer
