// Which part of a log is to be compacted, and which of its segments become one.
#pragma once

#include "storage/log_config.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace kafka::detail::storage {

/// What compaction would find in a log.
struct compaction_scope {
    std::int64_t first_dirty = 0; // offset: what is before was compacted once
    std::int64_t end = 0;         // offset: where a segment begins that must stay as it is
    std::uint64_t clean_bytes = 0;
    std::uint64_t dirty_bytes = 0;
    bool overdue = false; // the oldest dirty record has waited for max.compaction.lag.ms

    /// The part of the bytes that may hold superseded records.
    double dirty_ratio() const {
        const auto all = clean_bytes + dirty_bytes;
        return all == 0 ? 0 : static_cast<double>(dirty_bytes) / static_cast<double>(all);
    }
    bool is_worth_it(const log_config& config) const {
        if (dirty_bytes == 0 || end <= first_dirty) return false;
        return overdue || dirty_ratio() > config.min_cleanable_dirty_ratio;
    }
};

/// A segment's file as compaction finds it.
struct compaction_source {
    std::int64_t base_offset = 0;
    std::uint64_t size = 0;
    std::int64_t modified = 0; // milliseconds of the wall clock
};

/// Sources that become one segment.
struct segment_group {
    std::size_t first = 0;
    std::size_t count = 0;
};

/// Groups neighbours for as long as together they are no larger than a segment may be. `end` is
/// the offset where the last source ends.
std::vector<segment_group> group_segments(std::span<const compaction_source> sources,
                                          std::int64_t end, const log_config& config);

} // namespace kafka::detail::storage
