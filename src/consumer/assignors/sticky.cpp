#include "consumer/assignors/sticky.hpp"

#include "consumer/assignors/sticky_balance.hpp"
#include "consumer/assignors/sticky_racks.hpp"

#include <algorithm>
#include <numeric>

namespace kafka::detail::consumer {

namespace {

bool wants(const sticky_board& board, std::size_t member, std::size_t topic) {
    return std::ranges::binary_search(board.topics_of(member), topic);
}

void keep_what_is_owned(sticky_board& board) {
    for (std::size_t i = 0; i < board.places().size(); ++i) {
        const auto& place = board.places()[i];
        if (place.owner != no_member && wants(board, place.owner, place.topic))
            board.give(i, place.owner);
    }
}

/// The one with the least; among equals one that had the partition before.
std::size_t choose(const sticky_board& board, const sticky_place& place) {
    const auto rank = [&](std::size_t m) {
        return std::pair(board.load(m), !place.is_claimed_by(m));
    };
    return *std::ranges::min_element(board.topics()[place.topic].members, {}, rank);
}

/// Topics that few want go first: the others can still be shared out around them.
void give_the_rest(sticky_board& board) {
    std::vector<std::size_t> order(board.places().size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) {
        return board.topics()[board.places()[i].topic].members.size();
    });
    for (const auto i : order) {
        const auto& place = board.places()[i];
        if (place.holder != no_member || board.topics()[place.topic].members.empty()) continue;
        board.give(i, choose(board, place));
    }
}

sticky_board share_out(std::span<const group_member> members,
                       std::span<const group_partition> partitions,
                       group_claim (*claim_of)(const group_member&)) {
    group_claims claims;
    for (const auto& m : members) claims.push_back(claim_of(m));
    sticky_board board(members, partitions, claims);
    keep_what_is_owned(board);
    give_the_rest(board);
    balance(board);
    move_near(board);
    return board;
}

} // namespace

group_assignment assign_sticky(std::span<const group_member> members,
                               std::span<const group_partition> partitions) {
    return share_out(members, partitions, sticky_claim).result(false);
}

group_assignment assign_cooperative_sticky(std::span<const group_member> members,
                                           std::span<const group_partition> partitions) {
    return share_out(members, partitions, cooperative_claim).result(true);
}

} // namespace kafka::detail::consumer
