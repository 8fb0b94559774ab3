#include "storage/compaction_plan.hpp"

#include "record/batch_header.hpp"
#include "storage/time_index.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::storage {

namespace {

/// At most so many bytes does an index of so many bytes of batches have.
std::uint64_t index_bound(std::uint64_t size, const log_config& config) {
    const auto apart = std::max<std::uint64_t>(
        static_cast<std::uint64_t>(config.index_interval_bytes), record::batch_header_size);
    return (size / apart + 1) * time_index::entry_size;
}

} // namespace

std::vector<segment_group> group_segments(std::span<const compaction_source> sources,
                                          std::int64_t end, const log_config& config) {
    std::vector<segment_group> groups;
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto next = i + 1 < sources.size() ? sources[i + 1].base_offset : end;
        const auto together = size + sources[i].size;
        const bool fits =
            !groups.empty() && together <= static_cast<std::uint64_t>(config.segment_bytes) &&
            index_bound(together, config) <= static_cast<std::uint64_t>(config.index_bytes) &&
            next - 1 - sources[groups.back().first].base_offset <=
                std::numeric_limits<std::int32_t>::max();
        if (fits) {
            ++groups.back().count;
            size = together;
        } else {
            groups.push_back({i, 1});
            size = sources[i].size;
        }
    }
    return groups;
}

} // namespace kafka::detail::storage
