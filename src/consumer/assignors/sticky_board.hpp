// Who holds which partition while a sticky assignment is made.
#pragma once

#include "consumer/assignors/claims.hpp"
#include "consumer/assignors/wanted_topics.hpp"

#include <limits>

namespace kafka::detail::consumer {

inline constexpr auto no_member = std::numeric_limits<std::size_t>::max();

struct sticky_place {
    const group_partition* partition = nullptr;
    std::size_t topic = 0;
    std::size_t holder = no_member;
    /// Whose claim counts: the one of the newest generation. Two of the same generation cannot
    /// both be right, and then nobody's does.
    std::size_t owner = no_member;
    std::vector<std::size_t> claimants = {};

    bool is_claimed_by(std::size_t member) const;
    /// Somebody must let go before `holder` may have it.
    bool is_taken_from_another() const;
};

class sticky_board {
public:
    sticky_board(std::span<const group_member> members, std::span<const group_partition> partitions,
                 const group_claims& claims);

    const std::vector<wanted_topic>& topics() const { return topics_; }
    const std::vector<std::size_t>& topics_of(std::size_t member) const { return wants_[member]; }
    std::size_t members() const { return members_.size(); }
    const group_member& member(std::size_t i) const { return members_[i]; }
    std::vector<sticky_place>& places() { return places_; }
    /// How many partitions a member holds.
    std::size_t load(std::size_t member) const { return loads_[member]; }

    using held = std::map<std::size_t, std::vector<std::size_t>>; // member to places
    const held& holders(std::size_t topic) const { return holders_[topic]; }

    void give(std::size_t at, std::size_t member);
    /// Moves one partition of a topic, the one that costs least: best one that `to` had before, and
    /// rather one that is new to `from` than one that it owns.
    void move(std::size_t topic, std::size_t from, std::size_t to);
    void swap(std::size_t a, std::size_t b);

    group_assignment result(bool without_taken) const;

private:
    void take_back(std::size_t at);
    void add_claims(std::size_t member, const group_claim& claim,
                    std::vector<std::int32_t>& newest);

    std::span<const group_member> members_;
    std::vector<wanted_topic> topics_;
    std::vector<std::vector<std::size_t>> wants_;
    std::vector<sticky_place> places_;
    std::map<std::pair<std::string_view, std::int32_t>, std::size_t> by_name_;
    std::vector<held> holders_;
    std::vector<std::size_t> loads_;
};

} // namespace kafka::detail::consumer
