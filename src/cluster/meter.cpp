#include "cluster/meter.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace kafka::detail::cluster {

std::size_t summary_meter::bucket_of(std::int64_t value) {
    const auto v = static_cast<std::uint64_t>(value);
    if (v < buckets_per_power) return static_cast<std::size_t>(v);
    const auto power = std::bit_width(v) - 1 - bits_of_precision;
    const auto within = (v >> power) - buckets_per_power;
    return static_cast<std::size_t>(power + 1) * buckets_per_power + within;
}

std::int64_t summary_meter::middle_of(std::size_t bucket) {
    if (bucket < buckets_per_power) return static_cast<std::int64_t>(bucket);
    const auto power = static_cast<int>(bucket / buckets_per_power) - 1;
    const auto from = (std::uint64_t{buckets_per_power} + bucket % buckets_per_power) << power;
    return static_cast<std::int64_t>(from + ((std::uint64_t{1} << power) - 1) / 2);
}

void summary_meter::observe(std::int64_t value) {
    value = std::max<std::int64_t>(value, 0);
    std::lock_guard lock(mutex_);
    min_ = count_ == 0 ? value : std::min(min_, value);
    max_ = std::max(max_, value);
    ++count_;
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    sum_ = value > largest - sum_ ? largest : sum_ + value;
    ++histogram_[bucket_of(value)];
}

std::int64_t summary_meter::quantile(std::int64_t percent) const {
    auto wanted = static_cast<std::uint64_t>((count_ * percent + 99) / 100);
    for (std::size_t b = 0; b < histogram_.size(); ++b) {
        if (histogram_[b] >= wanted) return std::clamp(middle_of(b), min_, max_);
        wanted -= histogram_[b];
    }
    return max_;
}

summary_stats summary_meter::numbers() const {
    std::lock_guard lock(mutex_);
    if (count_ == 0) return {};
    return {.avg = sum_ / count_,
            .min = min_,
            .max = max_,
            .count = count_,
            .sum = sum_,
            .p50 = quantile(50),
            .p99 = quantile(99)};
}

duration_stats summary_meter::durations() const {
    using std::chrono::nanoseconds;
    const auto n = numbers();
    return {.avg = nanoseconds(n.avg),
            .min = nanoseconds(n.min),
            .max = nanoseconds(n.max),
            .count = n.count,
            .sum = nanoseconds(n.sum),
            .p50 = nanoseconds(n.p50),
            .p99 = nanoseconds(n.p99)};
}

} // namespace kafka::detail::cluster
