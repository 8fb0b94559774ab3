// Even shares, read from a leader in the member's own rack where possible. Source: kafka-go's
// RackAffinityGroupBalancer.
#pragma once

#include <kafka/group_balancer.hpp>

namespace kafka::detail::consumer {

/// Members say in their user data where they run.
group_assignment assign_rack_affinity(std::span<const group_member> members,
                                      std::span<const group_partition> partitions);

} // namespace kafka::detail::consumer
