#include "consumer/assignors/range.hpp"

#include "consumer/assignors/range_topic.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

using co_partitioned = std::vector<range_topic*>;

/// Topics with as many partitions and the same members: who gets one's partition 3 gets the others'
/// too, which is what joins rely on.
std::vector<co_partitioned> group_topics(std::vector<range_topic>& topics) {
    std::map<std::pair<std::vector<std::size_t>, std::size_t>, co_partitioned> groups;
    for (auto& t : topics)
        if (t.has_racks()) groups[{t.members(), t.partitions()}].push_back(&t);
    std::vector<co_partitioned> out;
    for (auto& [key, group] : groups) out.push_back(std::move(group));
    return out;
}

/// Gives one partition of all the topics to the first member that is near all of them.
void give_together(const co_partitioned& group, std::size_t partition,
                   std::vector<std::size_t>& members, group_assignment& to) {
    const auto fits = [&](std::size_t m) {
        return std::ranges::all_of(
            group, [&](auto* t) { return t->near(m, partition) && t->room(m) > 0; });
    };
    const auto found = std::ranges::find_if(members, fits);
    if (found == members.end()) return;
    for (auto* t : group) t->give(partition, *found, to);
    if (std::ranges::none_of(group, [&](auto* t) { return t->room(*found) > 0; }))
        members.erase(found);
}

void give_near_ones(std::vector<range_topic>& topics, group_assignment& to) {
    for (const auto& group : group_topics(topics)) {
        auto& first = *group.front();
        if (group.size() == 1) {
            if (first.needs_racks()) first.give_runs(true, to);
            continue;
        }
        auto members = first.members();
        for (std::size_t p = 0; p < first.partitions() && !members.empty(); ++p)
            give_together(group, p, members, to);
    }
}

} // namespace

group_assignment assign_range(std::span<const group_member> members,
                              std::span<const group_partition> partitions) {
    auto out = empty_assignment(members);
    const auto wanted = wanted_topics(members, partitions);
    std::vector<range_topic> topics;
    for (const auto& t : wanted) topics.emplace_back(t, members);
    if (std::ranges::any_of(topics, &range_topic::needs_racks)) give_near_ones(topics, out);
    for (auto& t : topics) t.give_runs(false, out);
    for (auto& [id, got] : out) std::ranges::sort(got);
    return out;
}

} // namespace kafka::detail::consumer
