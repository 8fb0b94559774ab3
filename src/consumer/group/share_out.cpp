#include "consumer/group/share_out.hpp"

#include <set>

namespace kafka::detail::consumer::group {

namespace {

std::string rack_of(const cluster::metadata_cache& known, std::int32_t node) {
    const auto* broker = known.broker(node);
    return broker == nullptr ? std::string() : broker->rack;
}

group_partition describe(const std::string& topic, const cluster::partition_metadata& p,
                         const cluster::metadata_cache& known) {
    group_partition out{.topic = topic, .partition = p.id, .leader_rack = rack_of(known, p.leader)};
    for (const auto replica : p.replicas)
        if (auto rack = rack_of(known, replica); !rack.empty())
            out.replica_racks.push_back(std::move(rack));
    return out;
}

} // namespace

std::vector<std::string> wanted_topics(const std::vector<group_member>& members) {
    std::set<std::string> out;
    for (const auto& m : members) out.insert(m.topics.begin(), m.topics.end());
    return {out.begin(), out.end()};
}

topic_sizes sizes_of(const std::vector<std::string>& topics, const cluster::metadata_cache& known) {
    topic_sizes out;
    for (const auto& name : topics) {
        const auto topic = known.topic(name);
        out[name] = topic ? topic->partitions.size() : 0;
    }
    return out;
}

std::vector<group_partition> partitions_of(const std::vector<std::string>& topics,
                                           const cluster::metadata_cache& known) {
    std::vector<group_partition> out;
    for (const auto& name : topics) {
        const auto topic = known.topic(name);
        if (!topic || topic->error) continue;
        for (const auto& p : topic->partitions) out.push_back(describe(name, p, known));
    }
    return out;
}

std::vector<written_assignment> share_out(const group_balancer& by,
                                          const std::vector<group_member>& members,
                                          const std::vector<group_partition>& partitions) {
    const auto shares = by.assign_groups(members, partitions);
    std::vector<written_assignment> out;
    for (const auto& m : members) {
        const auto mine = shares.find(m.id);
        out.push_back({m.id, write_assignment(mine == shares.end() ? std::vector<topic_partition>()
                                                                   : mine->second)});
    }
    return out;
}

} // namespace kafka::detail::consumer::group
