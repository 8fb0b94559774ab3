// How long a broker may hold a fetch back whose reader has a deadline.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace kafka::detail::consumer {

/// So long that its answer, with what has come by then, is still in time: a second before the
/// deadline, or a quarter of what is left when that is less. At most ten seconds, after which the
/// reader asks again; half a second when it goes on reading although the deadline has passed.
inline std::chrono::milliseconds
broker_wait(std::optional<std::chrono::steady_clock::time_point> deadline,
            std::chrono::steady_clock::time_point now) {
    using std::chrono::milliseconds;
    constexpr milliseconds longest = std::chrono::seconds(10);
    if (!deadline) return longest;
    const auto left = std::chrono::duration_cast<milliseconds>(*deadline - now);
    if (left <= milliseconds(0)) return std::chrono::milliseconds(500);
    const auto margin = std::min<milliseconds>(std::chrono::seconds(1), left / 4);
    return std::min(left - margin, longest);
}

} // namespace kafka::detail::consumer
