// Time as an argument: logic asks this, never the operating system.
#pragma once

#include <kafka/record.hpp>

#include <chrono>

namespace kafka::detail::broker {

class clock {
public:
    using monotonic = std::chrono::steady_clock::time_point;

    virtual ~clock() = default;
    /// For deadlines: never goes back.
    virtual monotonic now() const = 0;
    /// For timestamps in records and on disk.
    virtual timestamp wall() const = 0;
};

} // namespace kafka::detail::broker
