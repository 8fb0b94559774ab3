// Lines for the operator about what peers do, at a rate that a flood of bad peers cannot raise.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace kafka::detail::server {

class complaints {
public:
    using line_writer = std::function<void(const std::string&)>;
    using time_point = std::chrono::steady_clock::time_point;

    explicit complaints(line_writer write) : write_(std::move(write)) {}

    /// Written, or counted when there were too many in this period. The first line of the next
    /// period is followed by the count.
    void about(const std::string& line, time_point now);

private:
    static constexpr std::size_t lines_of_a_period = 20;
    static constexpr std::chrono::seconds period{10};

    line_writer write_;
    time_point begun_{};
    std::size_t written_ = 0;
    std::size_t silenced_ = 0;
};

} // namespace kafka::detail::server
