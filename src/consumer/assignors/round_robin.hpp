// All partitions of all topics in turn. Source: Java's RoundRobinAssignor.
#pragma once

#include <kafka/group_balancer.hpp>

namespace kafka::detail::consumer {

group_assignment assign_round_robin(std::span<const group_member> members,
                                    std::span<const group_partition> partitions);

} // namespace kafka::detail::consumer
