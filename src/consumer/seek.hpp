// Where a seek leads.
#pragma once

#include <kafka/whence.hpp>

#include <cstdint>
#include <optional>

namespace kafka::detail::consumer {

struct seek {
    std::int64_t offset = 0;
    whence from = whence::start;
    seek_check check = seek_check::check;
};

/// What the broker has of a partition: [first, last].
struct log_bounds {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

/// Where it leads when that can be told without the bounds. `position` may be first_offset or
/// last_offset, and so may be where it leads.
std::optional<std::int64_t> target_without_bounds(const seek& s, std::int64_t position);
/// Where it leads within the bounds; empty when that is outside of them.
std::optional<std::int64_t> target_of(const seek& s, std::int64_t position, log_bounds within);

/// A position in kafka-go's terms.
seek_position position_of(std::int64_t offset);

} // namespace kafka::detail::consumer
