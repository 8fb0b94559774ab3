#include "consumer/positions.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

position& positions::add(std::int32_t partition, start_offset where) {
    const auto [at, is_new] = all_.try_emplace(partition);
    if (is_new) {
        at->second.partition = partition;
        at->second.begin_at(where);
        order_.push_back(partition);
    }
    return at->second;
}

void positions::assign(const cluster::topic_metadata& topic) {
    const auto start = assigned_ && !start_.is_time() ? start_offset(first_offset) : start_;
    for (auto& [id, p] : all_) p.leader = -1;
    for (const auto& known : topic.partitions) {
        if (only_ && *only_ != known.id) continue;
        auto& p = add(known.id, start);
        p.leader = known.leader;
        p.leader_epoch = known.leader_epoch;
    }
    assigned_ = true;
}

void positions::seek(std::int32_t partition, start_offset where) {
    const auto known = all_.find(partition);
    if (known != all_.end())
        known->second.begin_at(where);
    else
        add(partition, where);
}

void positions::seek_all(start_offset where) {
    start_ = where;
    for (auto& [id, p] : all_) p.begin_at(where);
}

position* positions::find(std::int32_t partition) {
    const auto found = all_.find(partition);
    return found == all_.end() ? nullptr : &found->second;
}

position* positions::find(std::int32_t partition, std::uint64_t generation) {
    auto* p = find(partition);
    return p != nullptr && p->generation == generation ? p : nullptr;
}

void positions::had_their_turn(const std::set<std::int32_t>& partitions) {
    std::ranges::stable_partition(order_, [&](auto id) { return !partitions.contains(id); });
}

std::set<std::int32_t> positions::leaders() const {
    std::set<std::int32_t> out;
    for (const auto& [id, p] : all_)
        if (p.leader >= 0) out.insert(p.leader);
    return out;
}

bool positions::has_leaderless() const {
    return std::ranges::any_of(all_, [](const auto& entry) { return entry.second.leader < 0; });
}

} // namespace kafka::detail::consumer
