// Even shares of which everybody keeps as much as possible. Source: KIP-54, KIP-341, KIP-429.
#pragma once

#include "consumer/assignors/claims.hpp"

namespace kafka::detail::consumer {

/// Members say what they had in their user data.
group_assignment assign_sticky(std::span<const group_member> members,
                               std::span<const group_partition> partitions);
/// Members say what they own, and still read it. What moves is left out until its owner let go.
group_assignment assign_cooperative_sticky(std::span<const group_member> members,
                                           std::span<const group_partition> partitions);

} // namespace kafka::detail::consumer
