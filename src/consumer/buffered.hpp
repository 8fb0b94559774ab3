// Between the I/O thread, which fetches, and the application, which takes: what has arrived, in the
// order in which it came, and where each partition is.
#pragma once

#include "cluster/outcome.hpp"
#include "consumer/fetched.hpp"

#include <kafka/offset.hpp>

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

namespace kafka::detail::consumer {

/// Somebody who waits until there is something to take. Called with no lock held.
struct waiter {
    virtual ~waiter() = default;
    virtual void wake() = 0;
};
using waiter_pointer = std::shared_ptr<waiter>;

struct partition_progress {
    std::int32_t partition = 0;
    std::int64_t start = -1; // where the fetching began; -1: not known yet
    std::int64_t high_watermark = -1;
};

/// Thread-safe; the lock is taken for a whole response, never for a message. Each partition's
/// position has a generation: whatever was fetched for an earlier one is dropped.
class buffered {
public:
    /// `on_taken` is called by an application's thread when the I/O thread said that it waits.
    explicit buffered(std::function<void()> on_taken) : on_taken_(std::move(on_taken)) {}

    // The I/O thread.
    void push(fetched what);
    /// Tells the application once; the partition (-1: all) is blocked until it was told.
    void fail(std::int32_t partition, std::uint64_t generation, cluster::failure why);
    void started(std::int32_t partition, std::uint64_t generation, std::int64_t offset);
    void saw_high_watermark(std::int32_t partition, std::int64_t offset);
    /// Bytes that wait to be taken.
    std::size_t queued(std::int32_t partition) const;
    bool is_blocked(std::int32_t partition) const;
    /// Nothing waits to be taken.
    bool is_empty() const;
    /// The next taking calls `on_taken`. Look at `queued` again after this.
    void want_taken() { wanted_.store(true); }

    // The application.
    using taken = std::variant<std::monostate, fetched, cluster::failure>;
    /// The next thing in turn; failures of a partition come after what was fetched before.
    taken take();
    bool is_closed() const;
    /// Registers for one wake-up, unless there is something already: then false.
    bool wait(const waiter_pointer& w);
    void stop_waiting(const waiter_pointer& w);
    /// Drops what is queued of a partition; returns its next generation.
    std::uint64_t restart(std::int32_t partition);
    /// Drops everything, of partitions that are not known yet as well.
    std::uint64_t restart_all();
    std::uint64_t generation(std::int32_t partition) const;
    std::vector<partition_progress> progress() const;
    void close();

private:
    struct failed {
        std::int32_t partition;
        std::uint64_t generation;
        cluster::failure why;
    };
    using item = std::variant<fetched, failed>;
    struct partition_state {
        std::uint64_t generation = 0;
        std::size_t queued = 0;
        int failures = 0; // that nobody was told yet
        partition_progress progress = {};
    };

    partition_state& state_of(std::int32_t partition);
    std::uint64_t generation_of(std::int32_t partition) const;
    void append(std::unique_lock<std::mutex>& lock, item what);
    void drop(std::int32_t partition);

    mutable std::mutex mutex_;
    std::deque<item> items_;
    std::map<std::int32_t, partition_state> partitions_;
    std::uint64_t first_generation_ = 0; // of partitions that are not in the map
    std::vector<waiter_pointer> waiters_;
    bool closed_ = false;
    std::function<void()> on_taken_;
    std::atomic<bool> wanted_{false};
};

} // namespace kafka::detail::consumer
