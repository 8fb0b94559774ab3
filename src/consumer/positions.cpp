#include "consumer/positions.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

void positions::jump(position& p, start_offset where) {
    const bool absolute = !where.is_time() && where.value() >= 0;
    p.start = where;
    p.next = p.returned = absolute ? where.value() : unknown_offset;
    p.epoch = -1;
    p.wanted_bytes = 0;
    p.failed = false;
    p.generation = ++jumps_;
}

void positions::forget() {
    start_ = first_offset;
    all_.clear();
    order_.clear();
    leaders_.clear();
}

position& positions::add(std::int32_t partition, start_offset where) {
    const auto [at, is_new] = all_.try_emplace(partition);
    if (is_new) {
        at->second.partition = partition;
        jump(at->second, where);
        order_.push_back(partition);
    }
    return at->second;
}

void positions::assign(const cluster::topic_metadata& topic) {
    const auto start = assigned_ && !start_.is_time() ? start_offset(first_offset) : start_;
    leaders_.clear();
    has_leaderless_ = false;
    for (auto& [id, p] : all_) p.leader = -1;
    for (const auto& known : topic.partitions) {
        if (only_ && !only_->contains(known.id)) continue;
        auto& p = add(known.id, start);
        p.leader = known.leader;
        p.leader_epoch = known.leader_epoch;
        if (known.leader >= 0)
            leaders_.insert(known.leader);
        else
            has_leaderless_ = true;
    }
    assigned_ = true;
}

void positions::seek(std::int32_t partition, start_offset where) {
    const auto known = all_.find(partition);
    if (known != all_.end())
        jump(known->second, where);
    else
        add(partition, where);
}

void positions::own(std::int32_t partition, start_offset where) {
    if (!only_) only_.emplace();
    only_->insert(partition);
    seek(partition, where);
}

void positions::disown(std::int32_t partition) {
    if (only_) only_->erase(partition);
    all_.erase(partition);
    std::erase(order_, partition);
}

void positions::seek_all(start_offset where) {
    start_ = where;
    for (auto& [id, p] : all_) jump(p, where);
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

} // namespace kafka::detail::consumer
