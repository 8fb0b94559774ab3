// Records of a topic whose partitions are not known yet.
#pragma once

#include "producer/collector.hpp"
#include "producer/outstanding.hpp"

#include <mutex>
#include <utility>
#include <vector>

namespace kafka::detail::producer {

/// Owns the bytes of a record until there is a batch to put it into.
class waiting_record {
public:
    /// Takes `held` bytes of the budget over.
    waiting_record(const posting& from, call_part part, std::size_t held,
                   outstanding::generation g);

    /// Views this object.
    posting as_posting() const;
    /// Bytes that one takes.
    static std::size_t bytes_of(const posting& from);

    const kafka::record& what() const { return record_; }
    std::int64_t timestamp_ms() const { return timestamp_ms_; }
    const delivery_callback& callback() const { return callback_; }
    const call_part& part() const { return part_; }
    std::size_t held() const { return held_; }
    outstanding::generation generation() const { return generation_; }

private:
    std::unique_ptr<char[]> bytes_;
    std::unique_ptr<header[]> headers_;
    kafka::record record_;
    std::int64_t timestamp_ms_;
    delivery_callback callback_;
    call_part part_;
    std::size_t held_;
    outstanding::generation generation_;
};

/// Thread-safe.
class waiting_room {
public:
    /// Makes the record with `make` and keeps it; false when the room is closed.
    template <class Make>
    bool enter(const Make& make) {
        std::lock_guard lock(mutex_);
        if (closed_) return false;
        records_.push_back(make());
        return true;
    }
    std::vector<waiting_record> take_all() {
        std::lock_guard lock(mutex_);
        return std::exchange(records_, {});
    }
    /// Closes the room if nobody is in it; `on_closed` runs before anybody is turned away.
    template <class OnClosed>
    bool close_if_empty(const OnClosed& on_closed) {
        std::lock_guard lock(mutex_);
        if (!records_.empty()) return false;
        if (!std::exchange(closed_, true)) on_closed();
        return true;
    }
    std::size_t size() const {
        std::lock_guard lock(mutex_);
        return records_.size();
    }

private:
    mutable std::mutex mutex_;
    std::vector<waiting_record> records_;
    bool closed_ = false;
};

} // namespace kafka::detail::producer
