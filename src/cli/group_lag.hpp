// How far a group has read, partition by partition, beside how much there is.
#pragma once

#include <kafka/client.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kafka::detail::cli {

/// A partition's log: [start, end). `at_time` is what the broker found for a time that was asked.
struct log_bounds {
    std::int64_t start = -1;
    std::int64_t end = -1;
    std::int64_t at_time = -1;
};
using bounds_by_partition = std::map<topic_partition, log_bounds>;

struct lag_row {
    std::string group;
    topic_partition partition;
    std::optional<std::int64_t> committed;
    std::int32_t leader_epoch = -1;
    log_bounds log;
    // Of the member that reads it; empty when nobody does.
    std::string consumer_id, host, client_id;

    /// What was deleted before it was read is not waiting any more: end - max(committed, start).
    /// Empty when the group never committed, or the end is not known.
    std::optional<std::int64_t> lag() const;
};

/// Partitions of members, those with the most first, then what nobody reads but was committed.
std::vector<lag_row> lag_rows(const group_info& group, const std::vector<committed_offset>& offsets,
                              const bounds_by_partition& bounds);
/// Every partition that a row would be about.
std::vector<topic_partition> partitions_of(const group_info& group,
                                           const std::vector<committed_offset>& offsets);
std::int64_t total_lag(const std::vector<lag_row>& rows);

/// Asks the cluster. A partition that does not exist any more has no bounds.
bounds_by_partition find_bounds(client& cluster, const context& ctx,
                                const std::vector<topic_partition>& partitions,
                                std::optional<timestamp> at_time = {});
/// Everything about one group that was described already.
std::vector<lag_row> find_lag(client& cluster, const context& ctx, const group_info& group);

} // namespace kafka::detail::cli
