// What `kafka bench` measures and how it prints it.
#pragma once

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

} // namespace kafka::detail::cli
