#include "consumer/assignors/sticky_board.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

bool sticky_place::is_claimed_by(std::size_t member) const {
    return std::ranges::find(claimants, member) != claimants.end();
}

bool sticky_place::is_taken_from_another() const {
    return holder != owner && !claimants.empty() &&
           (claimants.size() > 1 || claimants.front() != holder);
}

sticky_board::sticky_board(std::span<const group_member> members,
                           std::span<const group_partition> partitions, const group_claims& claims)
    : members_(members)
    , topics_(wanted_topics(members, partitions))
    , wants_(members.size())
    , holders_(topics_.size())
    , loads_(members.size()) {
    for (std::size_t t = 0; t < topics_.size(); ++t) {
        for (const auto m : topics_[t].members) wants_[m].push_back(t);
        for (const auto* p : topics_[t].partitions) {
            by_name_[{p->topic, p->partition}] = places_.size();
            places_.push_back({.partition = p, .topic = t});
        }
    }
    std::vector<std::int32_t> newest(places_.size(), std::numeric_limits<std::int32_t>::min());
    for (std::size_t m = 0; m < members.size(); ++m) add_claims(m, claims[m], newest);
}

void sticky_board::add_claims(std::size_t member, const group_claim& claim,
                              std::vector<std::int32_t>& newest) {
    for (const auto& p : claim.partitions) {
        const auto found = by_name_.find({p.topic, p.partition});
        if (found == by_name_.end()) continue;
        auto& place = places_[found->second];
        if (place.is_claimed_by(member)) continue;
        auto& generation = newest[found->second];
        if (claim.generation > generation)
            place.owner = member;
        else if (claim.generation == generation)
            place.owner = no_member;
        generation = std::max(generation, claim.generation);
        place.claimants.push_back(member);
    }
}

void sticky_board::give(std::size_t i, std::size_t member) {
    auto& place = places_[i];
    place.holder = member;
    holders_[place.topic][member].push_back(i);
    ++loads_[member];
}

void sticky_board::take_back(std::size_t i) {
    auto& place = places_[i];
    auto& holders = holders_[place.topic];
    const auto at = holders.find(place.holder);
    std::erase(at->second, i);
    if (at->second.empty()) holders.erase(at);
    --loads_[place.holder];
    place.holder = no_member;
}

void sticky_board::move(std::size_t topic, std::size_t from, std::size_t to) {
    const auto cost = [&](std::size_t i) {
        const auto& place = places_[i];
        return std::pair(place.is_claimed_by(to) ? 0
                         : place.owner == from   ? 2
                                                 : 1,
                         -place.partition->partition);
    };
    const auto cheapest = *std::ranges::min_element(holders_[topic].at(from), {}, cost);
    take_back(cheapest);
    give(cheapest, to);
}

void sticky_board::swap(std::size_t a, std::size_t b) {
    const auto of_a = places_[a].holder, of_b = places_[b].holder;
    take_back(a);
    take_back(b);
    give(a, of_b);
    give(b, of_a);
}

group_assignment sticky_board::result(bool without_taken) const {
    auto out = empty_assignment(members_);
    for (const auto& place : places_) {
        if (place.holder == no_member || (without_taken && place.is_taken_from_another())) continue;
        const auto& p = *place.partition;
        out[members_[place.holder].id].push_back({p.topic, p.partition});
    }
    return out;
}

} // namespace kafka::detail::consumer
