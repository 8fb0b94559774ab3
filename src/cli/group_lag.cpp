#include "cli/group_lag.hpp"

#include "cli/failure.hpp"

#include <algorithm>
#include <set>

namespace kafka::detail::cli {

namespace {

using by_partition = std::map<topic_partition, const committed_offset*>;

by_partition index(const std::vector<committed_offset>& offsets) {
    by_partition out;
    for (const auto& o : offsets) out[o.partition] = &o;
    return out;
}

lag_row row_of(const std::string& group, const topic_partition& partition,
               const by_partition& committed, const bounds_by_partition& bounds) {
    lag_row row{.group = group, .partition = partition};
    if (const auto at = committed.find(partition); at != committed.end()) {
        row.committed = at->second->offset;
        row.leader_epoch = at->second->leader_epoch;
    }
    if (const auto at = bounds.find(partition); at != bounds.end()) row.log = at->second;
    return row;
}

std::vector<const group_member_info*> by_share(const group_info& group) {
    std::vector<const group_member_info*> out;
    for (const auto& m : group.members) out.push_back(&m);
    std::ranges::stable_sort(out, std::greater(), [](auto* m) { return m->partitions.size(); });
    return out;
}

void ask(client& cluster, const context& ctx, const std::vector<topic_partition>& partitions,
         start_offset where, bounds_by_partition& out, std::int64_t log_bounds::*to) {
    std::vector<offset_query> queries;
    for (const auto& p : partitions) queries.push_back({p, where});
    for (const auto& r : cluster.list_offsets(ctx, queries))
        if (!r.error) out[r.partition].*to = r.offset;
}

} // namespace

std::optional<std::int64_t> lag_row::lag() const {
    if (!committed || log.end < 0) return std::nullopt;
    return std::max<std::int64_t>(0, log.end - std::max(*committed, log.start));
}

std::vector<lag_row> lag_rows(const group_info& group, const std::vector<committed_offset>& offsets,
                              const bounds_by_partition& bounds) {
    const auto committed = index(offsets);
    std::vector<lag_row> rows;
    std::set<topic_partition> read;
    for (const auto* m : by_share(group))
        for (const auto& p : m->partitions) {
            auto& row = rows.emplace_back(row_of(group.id, p, committed, bounds));
            row.consumer_id = m->id;
            row.host = m->client_host;
            row.client_id = m->client_id;
            read.insert(p);
        }
    for (const auto& o : offsets)
        if (!read.contains(o.partition))
            rows.push_back(row_of(group.id, o.partition, committed, bounds));
    return rows;
}

std::vector<topic_partition> partitions_of(const group_info& group,
                                           const std::vector<committed_offset>& offsets) {
    std::set<topic_partition> all;
    for (const auto& m : group.members) all.insert(m.partitions.begin(), m.partitions.end());
    for (const auto& o : offsets) all.insert(o.partition);
    return {all.begin(), all.end()};
}

std::int64_t total_lag(const std::vector<lag_row>& rows) {
    std::int64_t sum = 0;
    for (const auto& row : rows) sum += row.lag().value_or(0);
    return sum;
}

bounds_by_partition find_bounds(client& cluster, const context& ctx,
                                const std::vector<topic_partition>& partitions,
                                std::optional<timestamp> at_time) {
    bounds_by_partition out;
    ask(cluster, ctx, partitions, first_offset, out, &log_bounds::start);
    ask(cluster, ctx, partitions, last_offset, out, &log_bounds::end);
    if (at_time) ask(cluster, ctx, partitions, at(*at_time), out, &log_bounds::at_time);
    return out;
}

std::vector<lag_row> find_lag(client& cluster, const context& ctx, const group_info& group) {
    auto committed = cluster.fetch_offsets(ctx, {group.id}).at(0);
    if (committed.error)
        throw failure(exit_code_of(committed.error),
                      "offsets of group \"" + group.id + "\": " + committed.error.message());
    std::erase_if(committed.offsets, [](const auto& o) { return bool(o.error); });
    const auto partitions = partitions_of(group, committed.offsets);
    return lag_rows(group, committed.offsets, find_bounds(cluster, ctx, partitions));
}

} // namespace kafka::detail::cli
