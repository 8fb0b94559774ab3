// The time of this machine, for the rooms that take it as an argument.
#pragma once

#include "producer/settings.hpp"

#include <ctime>

namespace kafka::detail::client {

class system_clock final : public producer::clock {
public:
    producer::time_point now() const override { return std::chrono::steady_clock::now(); }
    /// Up to four milliseconds behind, for a fifth of what the exact time costs.
    std::int64_t wall_ms() const override {
        timespec t{};
        clock_gettime(CLOCK_REALTIME_COARSE, &t);
        return std::int64_t{t.tv_sec} * 1000 + t.tv_nsec / 1'000'000;
    }
};

} // namespace kafka::detail::client
