// What `kafka bench` measures and how it prints it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace kafka::detail::cli {

/// User and system time of the whole process, in nanoseconds.
std::int64_t process_cpu_ns();

struct measurement {
    std::string operation;
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0; // of values
    double seconds = 0;
    std::int64_t cpu_ns = 0;
    std::vector<std::int64_t> latencies_ns; // of single operations; may be empty

    /// One line for people, or one JSON object.
    std::string text(bool json);
};

/// Time and CPU from construction to `stop`.
class stopwatch {
public:
    void stop(measurement& m) const;

private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::int64_t cpu_ = process_cpu_ns();
};

} // namespace kafka::detail::cli
