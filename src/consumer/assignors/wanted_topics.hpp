// What every assignor starts from: the topics, their partitions, and who wants them.
#pragma once

#include <kafka/group_balancer.hpp>

#include <string_view>
#include <vector>

namespace kafka::detail::consumer {

/// Members and partitions are referred to by their place in what the assignor was given.
struct wanted_topic {
    std::string_view topic;
    std::vector<const group_partition*> partitions; // ascending
    std::vector<std::size_t> members;               // in the order of `member_order`
};

/// Java's order: members with an instance id first, by it, the others by member id. An instance id
/// outlives its member id, so a member that comes back gets what it had.
std::vector<std::size_t> member_order(std::span<const group_member> members);

/// The topics that have partitions, by name; some may be wanted by nobody.
std::vector<wanted_topic> wanted_topics(std::span<const group_member> members,
                                        std::span<const group_partition> partitions);

/// An assignment in which every member has nothing.
group_assignment empty_assignment(std::span<const group_member> members);

} // namespace kafka::detail::consumer
