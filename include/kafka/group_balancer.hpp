// Which member of a consumer group reads which partition.
#pragma once

#include <kafka/offset.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kafka {

/// A member of a group, as its leader sees it. The leader may be a client of any other library, and
/// so may the members.
struct group_member {
    std::string id = {};                         ///< from the coordinator
    std::optional<std::string> instance_id = {}; ///< of a static member (group.instance.id)
    std::vector<std::string> topics = {};        ///< what it wants to read
    std::string user_data = {};                  ///< bytes of its own balancer; often empty
    std::vector<topic_partition> owned = {};     ///< what it holds already and could keep
    std::int32_t generation = -1;                ///< in which it got those; -1: it does not say
    std::string rack = {};                       ///< where it runs; empty: it does not say
};

/// A partition that is to be given to somebody, with the racks of the brokers that have it.
struct group_partition {
    std::string topic = {};
    std::int32_t partition = 0;
    std::string leader_rack = {};                ///< empty: not known
    std::vector<std::string> replica_racks = {}; ///< of all replicas, without the unknown ones
};

/// What a member got in its last generation.
struct group_claim {
    std::vector<topic_partition> partitions = {};
    std::int32_t generation = -1; ///< -1: it was in none yet
};

/// Member id to the partitions that it shall read.
using group_assignment = std::map<std::string, std::vector<topic_partition>>;

/// Shares partitions out among the members of a group. The coordinator picks one that all members
/// have, and the group's leader asks it. An instance keeps no state between calls: what it must
/// know about the past travels in the members' user data, because another member may lead next.
/// So one instance may serve any number of readers, from any thread at once.
class group_balancer {
public:
    virtual ~group_balancer() = default;

    /// The name under which members of all languages know it, "range" say.
    virtual std::string protocol_name() const = 0;

    /// True when members keep reading what they keep while the group rebalances (KIP-429). Then
    /// `assign_groups` must not give a partition that one member owns to another: it is left out
    /// until its owner has let go of it, which starts a further rebalance.
    virtual bool cooperative() const { return false; }

    /// The bytes that a member sends to whoever leads, each time it joins.
    virtual std::string user_data(const group_claim& last) const;

    /// Called on the leader. `partitions` are those of all topics that some member wants, ordered
    /// by topic and partition; topics that do not exist are not among them. Members that the result
    /// leaves out get nothing. An exception ends the rebalance: the leader leaves the group, and
    /// its reader tells why.
    virtual group_assignment assign_groups(std::span<const group_member> members,
                                           std::span<const group_partition> partitions) const = 0;
};

/// What options take.
using group_balancer_pointer = std::shared_ptr<const group_balancer>;

/// "range": of each topic a run of partitions to each member, the first ones get one more. Agrees
/// with Java's: members with an instance id come first, and members near a replica are preferred
/// when racks are known (KIP-881).
group_balancer_pointer range_group_balancer();
/// "roundrobin": all partitions of all topics in turn to the members that want them. Agrees with
/// Java's.
group_balancer_pointer round_robin_group_balancer();
/// "sticky": evenly, and everybody keeps what it has as far as that allows. Everything is revoked
/// during a rebalance. Understands Java's user data.
group_balancer_pointer sticky_group_balancer();
/// "cooperative-sticky": the same without the pause; a partition that moves takes two rebalances.
group_balancer_pointer cooperative_sticky_group_balancer();
/// "rack-affinity", kafka-go's: evenly, and with a leader in the member's rack where possible.
/// `rack` is where this member runs.
group_balancer_pointer rack_affinity_group_balancer(std::string rack);
/// Any function under any name; not cooperative.
group_balancer_pointer group_balance_by(
    std::string protocol_name,
    std::function<group_assignment(std::span<const group_member>, std::span<const group_partition>)>
        assign);

} // namespace kafka
