// Counts what happens, for statistics: one addition for each request or batch, none for a record.
#pragma once

#include <kafka/statistics.hpp>

#include <array>
#include <atomic>
#include <mutex>

namespace kafka::detail::cluster {

/// Thread-safe.
class counter {
public:
    void add(std::int64_t n = 1) { n_.fetch_add(n, std::memory_order_relaxed); }
    std::int64_t value() const { return n_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::int64_t> n_{0};
};

/// Summarises values that are not negative; those that are count as 0. Thread-safe.
class summary_meter {
public:
    void observe(std::int64_t value);
    void observe(std::chrono::nanoseconds time) { observe(time.count()); }
    summary_stats numbers() const;
    duration_stats durations() const;

private:
    // Small values have a bucket each; each power of two above has as many as the smallest did.
    static constexpr int bits_of_precision = 3;
    static constexpr int buckets_per_power = 1 << bits_of_precision;
    static constexpr int buckets = (64 - bits_of_precision) * buckets_per_power;

    static std::size_t bucket_of(std::int64_t value);
    static std::int64_t middle_of(std::size_t bucket);
    std::int64_t quantile(std::int64_t percent) const;

    mutable std::mutex mutex_;
    std::int64_t count_ = 0;
    std::int64_t sum_ = 0;
    std::int64_t min_ = 0;
    std::int64_t max_ = 0;
    std::array<std::uint64_t, buckets> histogram_ = {};
};

} // namespace kafka::detail::cluster
