// Where a topic's records without a key go: to one partition until its batch is full, then to
// another, so that batches are large even when there are many partitions. Source: KIP-480.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace kafka::detail::producer {

/// Thread-safe.
class sticky_choice {
public:
    explicit sticky_choice(std::uint32_t seed) : random_(seed) {}

    /// An index among `count` partitions.
    std::size_t current(std::size_t count) {
        const auto index = index_.load(std::memory_order_relaxed);
        return index < count ? index : move_on(index, count, [](std::size_t) { return true; });
    }

    /// Leaves `from` for any other partition that `is_available`, and says which; when another
    /// thread has just done so its choice holds.
    template <class Available>
    std::size_t move_on(std::size_t from, std::size_t count, const Available& is_available) {
        auto next = random() % count;
        for (std::size_t tried = 0; tried < count && (next == from || !is_available(next)); ++tried)
            next = (next + 1) % count;
        if (index_.compare_exchange_strong(from, next, std::memory_order_relaxed)) return next;
        return from < count ? from : next;
    }

private:
    // A Weyl sequence through a mixer: any thread may draw without a lock.
    std::size_t random() {
        auto x = random_.fetch_add(0x9e3779b9u, std::memory_order_relaxed);
        x = (x ^ x >> 16) * 0x85ebca6bu;
        x = (x ^ x >> 13) * 0xc2b2ae35u;
        return x ^ x >> 16;
    }

    std::atomic<std::uint32_t> random_;
    std::atomic<std::size_t> index_{static_cast<std::size_t>(-1)}; // none yet
};

} // namespace kafka::detail::producer
