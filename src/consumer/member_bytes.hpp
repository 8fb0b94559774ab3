// What a member of a group writes for the others and reads from them, between the public values and
// the bytes that JoinGroup and SyncGroup carry.
#pragma once

#include "wire/blob.hpp"

#include <kafka/group_balancer.hpp>

#include <optional>
#include <vector>

namespace kafka::detail::consumer {

using owned_bytes = std::vector<std::byte>;

/// A subscription in the newest version, as Java's: topics and owned partitions sorted. The
/// member's id and instance id travel beside it and are not in it.
owned_bytes write_subscription(const group_member& member);
/// Everything but the id and the instance id; empty when the bytes are no subscription.
std::optional<group_member> read_subscription(wire::bytes bytes);

owned_bytes write_assignment(const std::vector<topic_partition>& partitions);
/// Sorted, each partition once. No bytes at all are an assignment of nothing, which is what a
/// coordinator sends to those that the leader left out. Empty when the bytes are no assignment.
std::optional<std::vector<topic_partition>> read_assignment(wire::bytes bytes);

} // namespace kafka::detail::consumer
