// From where to where a topic is read, fixed when the command starts.
#pragma once

#include "cli/offset_text.hpp"

#include <kafka/client.hpp>
#include <kafka/reader.hpp>

#include <map>
#include <optional>
#include <vector>

namespace kafka::detail::cli {

struct partition_range {
    std::int64_t from = 0;
    std::int64_t to = -1; // exclusive; -1: no end
};

using topic_range = std::map<std::int32_t, partition_range>;

/// Asks the cluster for the log's bounds. Empty `to`: no end. `only`: this partition alone.
topic_range find_range(client& cluster, const context& ctx, const topic_info& topic,
                       const offset_text& from, const std::optional<offset_text>& to,
                       std::optional<std::int32_t> only);

/// Which partitions still have something to give.
class range_progress {
public:
    explicit range_progress(const topic_range& range);

    /// True when the message lies in the range; counts it.
    bool take(std::int32_t partition, std::int64_t offset);
    /// The reader has moved past records that are not delivered (control batches, compacted ones).
    void pass(const std::vector<reader_position>& positions);
    /// Every partition has reached its end. Never, when there is none.
    bool complete() const { return bounded_ && open_.empty(); }

private:
    bool bounded_ = false;
    std::map<std::int32_t, std::int64_t> open_; // partition -> end
};

} // namespace kafka::detail::cli
