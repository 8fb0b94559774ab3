// What members say they had. A claim is only worth something beside the others: two may claim the
// same partition, because one of them missed a rebalance.
#pragma once

#include <kafka/group_balancer.hpp>

#include <vector>

namespace kafka::detail::consumer {

/// The user data of Java's assignors for a member with this claim.
std::string sticky_user_data(const group_claim& last);
std::string cooperative_sticky_user_data(const group_claim& last);

/// What the user data of a member of a "sticky" group says; nothing when it cannot be read.
group_claim sticky_claim(const group_member& member);
/// What a member of a "cooperative-sticky" group owns.
group_claim cooperative_claim(const group_member& member);

/// The claims of all members, in their order.
using group_claims = std::vector<group_claim>;

} // namespace kafka::detail::consumer
