#include "consumer/assignors/wanted_topics.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace kafka::detail::consumer {

namespace {

bool comes_before(const group_member& a, const group_member& b) {
    if (a.instance_id.has_value() != b.instance_id.has_value()) return a.instance_id.has_value();
    if (a.instance_id && *a.instance_id != *b.instance_id) return *a.instance_id < *b.instance_id;
    return a.id < b.id;
}

using by_name = std::map<std::string_view, wanted_topic>;

by_name topics_of(std::span<const group_partition> partitions) {
    by_name out;
    for (const auto& p : partitions) {
        auto& topic = out[p.topic];
        topic.topic = p.topic;
        topic.partitions.push_back(&p);
    }
    for (auto& [name, topic] : out)
        std::ranges::sort(topic.partitions, {}, [](auto* p) { return p->partition; });
    return out;
}

} // namespace

std::vector<std::size_t> member_order(std::span<const group_member> members) {
    std::vector<std::size_t> out(members.size());
    std::iota(out.begin(), out.end(), std::size_t{0});
    std::ranges::sort(out, [&](auto a, auto b) { return comes_before(members[a], members[b]); });
    return out;
}

std::vector<wanted_topic> wanted_topics(std::span<const group_member> members,
                                        std::span<const group_partition> partitions) {
    auto topics = topics_of(partitions);
    for (const auto i : member_order(members)) {
        const std::set<std::string_view> wanted(members[i].topics.begin(), members[i].topics.end());
        for (const auto name : wanted)
            if (const auto at = topics.find(name); at != topics.end())
                at->second.members.push_back(i);
    }
    std::vector<wanted_topic> out;
    for (auto& [name, topic] : topics) out.push_back(std::move(topic));
    return out;
}

group_assignment empty_assignment(std::span<const group_member> members) {
    group_assignment out;
    for (const auto& m : members) out[m.id];
    return out;
}

} // namespace kafka::detail::consumer
