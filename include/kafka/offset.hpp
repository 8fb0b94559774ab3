// Positions in a partition.
#pragma once

#include <kafka/record.hpp>

#include <cstdint>

namespace kafka {

/// The oldest record that the broker still has (Kafka's -2).
inline constexpr std::int64_t first_offset = -2;
/// The end: only what is written from now on (Kafka's -1).
inline constexpr std::int64_t last_offset = -1;

/// Where to start: an absolute offset, `first_offset`, `last_offset`, or the first record at or
/// after a time.
///     .start_offset = 42      .start_offset = kafka::first_offset      .start_offset =
///     kafka::at(time)
class start_offset {
public:
    constexpr start_offset(std::int64_t offset = first_offset) : value_(offset) {}

    constexpr bool is_time() const { return is_time_; }
    /// The offset, or the time in milliseconds when `is_time`.
    constexpr std::int64_t value() const { return value_; }
    friend constexpr bool operator==(start_offset, start_offset) = default;

    friend constexpr start_offset at(timestamp time);

private:
    std::int64_t value_;
    bool is_time_ = false;
};

/// The first record whose timestamp is not before `time`; the end when there is none.
constexpr start_offset at(timestamp time) {
    start_offset s(time.time_since_epoch().count());
    s.is_time_ = true;
    return s;
}

/// A partition of a topic, by name.
struct topic_partition {
    std::string topic = {};
    std::int32_t partition = 0;
    friend bool operator==(const topic_partition&, const topic_partition&) = default;
    friend auto operator<=>(const topic_partition&, const topic_partition&) = default;
};

} // namespace kafka
