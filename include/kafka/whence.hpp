// What the offset of a seek is counted from.
#pragma once

#include <cstdint>

namespace kafka {

/// kafka-go's whences, under its numbers.
enum class whence : std::int8_t {
    start = 0,    ///< forwards from the oldest record
    absolute = 1, ///< the offset itself
    end = 2,      ///< backwards from the end: 50 is the last fifty records
    current = 3,  ///< from the position, in either direction
};

/// Whether a seek asks the broker for the log's bounds and refuses what lies outside of them.
/// `start` and `end` ask in any case: they cannot be counted otherwise.
enum class seek_check : std::int8_t { check, dont_check };

/// Where a connection stands: {0, start} at the first record, {0, end} behind the last one, both
/// until they are read from; else {n, absolute}.
struct seek_position {
    std::int64_t offset = 0;
    whence from = whence::start;
    friend bool operator==(const seek_position&, const seek_position&) = default;
};

} // namespace kafka
