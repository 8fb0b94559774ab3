#include "consumer/assignors/range_topic.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

std::set<std::string_view> racks_of(const group_partition& p) {
    return {p.replica_racks.begin(), p.replica_racks.end()};
}

} // namespace

range_topic::range_topic(const wanted_topic& topic, std::span<const group_member> members)
    : topic_(topic)
    , all_(members)
    , given_(topic.partitions.size()) {
    for (const auto m : topic.members) counts_[m] = 0;
    if (topic.members.empty()) return;
    each_ = topic.partitions.size() / topic.members.size();
    extra_ = topic.partitions.size() % topic.members.size();
    look_at_racks();
}

void range_topic::look_at_racks() {
    std::set<std::string_view> here, there;
    for (const auto m : topic_.members)
        if (!all_[m].rack.empty()) here.insert(all_[m].rack);
    has_racks_ = !here.empty();
    for (const auto* p : topic_.partitions) there.merge(racks_of(*p));
    const bool meet = std::ranges::any_of(here, [&](auto rack) { return there.contains(rack); });
    const bool everywhere = std::ranges::all_of(
        topic_.partitions, [&](const auto* p) { return racks_of(*p) == there; });
    needs_racks_ = meet && !everywhere;
}

bool range_topic::near(std::size_t member, std::size_t partition) const {
    const auto& racks = topic_.partitions[partition]->replica_racks;
    const auto& rack = all_[member].rack;
    return rack.empty() || std::ranges::find(racks, rack) != racks.end();
}

std::size_t range_topic::room(std::size_t member) const {
    const auto most = each_ + (extra_ > 0 ? 1 : 0);
    const auto has = counts_.at(member);
    return most > has ? most - has : 0;
}

void range_topic::give(std::size_t partition, std::size_t member, group_assignment& to) {
    const auto* p = topic_.partitions[partition];
    to[all_[member].id].push_back({p->topic, p->partition});
    given_[partition] = true;
    if (++counts_[member] > each_) --extra_;
}

void range_topic::give_runs(bool only_near, group_assignment& to) {
    for (const auto m : topic_.members) {
        auto left = room(m);
        for (std::size_t p = 0; p < given_.size() && left > 0; ++p) {
            if (given_[p] || (only_near && !near(m, p))) continue;
            give(p, m, to);
            --left;
        }
    }
}

} // namespace kafka::detail::consumer
