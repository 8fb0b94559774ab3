// Of each topic a run of partitions to each member. Source: Java's RangeAssignor, KIP-881.
#pragma once

#include <kafka/group_balancer.hpp>

namespace kafka::detail::consumer {

group_assignment assign_range(std::span<const group_member> members,
                              std::span<const group_partition> partitions);

} // namespace kafka::detail::consumer
