// How long to wait before the next attempt.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace kafka::detail::cluster {

/// Doubles from min to max with each failure; jitter spreads clients that failed together.
class backoff {
public:
    using duration = std::chrono::milliseconds;

    backoff(duration min, duration max) : min_(min), max_(std::max(min, max)) {}

    /// The next pause: between half of and the whole step. `random` is any random number.
    duration next(std::uint32_t random) {
        const auto step = min_ * (std::int64_t{1} << std::min(failures_++, 20));
        const auto bounded = std::min<duration>(step, max_);
        const auto half = bounded / 2;
        return half + duration(static_cast<std::int64_t>(random) % (half.count() + 1));
    }
    void succeeded() { failures_ = 0; }
    int failures() const { return failures_; }

private:
    duration min_;
    duration max_;
    int failures_ = 0;
};

} // namespace kafka::detail::cluster
