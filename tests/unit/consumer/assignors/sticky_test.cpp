#include "consumer/assignors/sticky.hpp"

#include "sample_group.hpp"

#include <random>

namespace kafka::test {
namespace {

using detail::consumer::assign_cooperative_sticky;
using detail::consumer::assign_sticky;
using detail::consumer::sticky_user_data;

using group = std::vector<group_member>;

std::set<topic_partition> set_of(const std::vector<topic_partition>& partitions) {
    return {partitions.begin(), partitions.end()};
}

/// Members join again with what they got, in both ways of saying so.
void remember(group& members, const group_assignment& got, std::int32_t generation) {
    for (auto& m : members) {
        const auto at = got.find(m.id);
        if (at == got.end()) continue;
        m.owned = at->second;
        m.generation = generation;
        m.user_data = sticky_user_data({at->second, generation});
    }
}

bool wants(const group_member& m, const std::string& topic) {
    return std::ranges::find(m.topics, topic) != m.topics.end();
}

void expect_valid(const group& members, const std::vector<group_partition>& partitions,
                  const group_assignment& got) {
    std::set<topic_partition> given;
    for (const auto& m : members)
        for (const auto& p : got.at(m.id)) {
            EXPECT_TRUE(wants(m, p.topic)) << m.id << " " << p.topic;
            EXPECT_TRUE(given.insert(p).second) << p.topic << " " << p.partition << " given twice";
        }
    for (const auto& p : partitions) {
        const bool wanted =
            std::ranges::any_of(members, [&](auto& m) { return wants(m, p.topic); });
        EXPECT_EQ(given.contains({p.topic, p.partition}), wanted) << p.topic << p.partition;
    }
}

/// Nobody could get one from somebody who has two more.
void expect_balanced(const group& members, const group_assignment& got) {
    for (const auto& rich : members)
        for (const auto& p : got.at(rich.id))
            for (const auto& poor : members)
                if (wants(poor, p.topic)) {
                    EXPECT_LE(got.at(rich.id).size(), got.at(poor.id).size() + 1)
                        << p.topic << p.partition << " of " << rich.id << " could go to "
                        << poor.id;
                }
}

std::size_t kept(const group& members, const group_assignment& got) {
    std::size_t out = 0;
    for (const auto& m : members) {
        const auto now = set_of(got.at(m.id));
        for (const auto& p : m.owned) out += now.contains(p);
    }
    return out;
}

group make_group(std::size_t n, std::vector<std::string> topics) {
    group out;
    for (std::size_t i = 0; i < n; ++i) out.push_back(member("m" + std::to_string(i), topics));
    return out;
}

/// Cooperative members rejoin until nothing waits for being revoked.
group_assignment settle(group& members, const std::vector<group_partition>& partitions,
                        std::int32_t& generation) {
    for (int round = 0; round < 3; ++round) {
        const auto got = assign_cooperative_sticky(members, partitions);
        std::size_t given = 0;
        for (const auto& [id, some] : got) given += some.size();
        remember(members, got, ++generation);
        if (given == partitions.size()) return got;
    }
    ADD_FAILURE() << "the group did not settle in three rounds";
    return {};
}

} // namespace

TEST(the_sticky_assignor, shares_out_evenly_at_first) {
    const auto members = make_group(3, {"t", "u"});
    const auto partitions = topics({{"t", 4}, {"u", 4}});
    const auto got = assign_sticky(members, partitions);
    expect_valid(members, partitions, got);
    expect_balanced(members, got);
}

TEST(the_sticky_assignor, takes_only_the_excess_for_a_new_member) {
    auto members = make_group(3, {"t"});
    const auto partitions = topics({{"t", 12}});
    remember(members, assign_sticky(members, partitions), 1);
    members.push_back(member("new", {"t"}));
    const auto got = assign_sticky(members, partitions);
    expect_valid(members, partitions, got);
    EXPECT_EQ(got.at("new").size(), 3u);
    EXPECT_EQ(kept(members, got), 9u);
}

TEST(the_sticky_assignor, spreads_what_a_gone_member_had_and_moves_nothing_else) {
    auto members = make_group(4, {"t"});
    const auto partitions = topics({{"t", 12}});
    remember(members, assign_sticky(members, partitions), 1);
    members.pop_back();
    const auto got = assign_sticky(members, partitions);
    expect_valid(members, partitions, got);
    expect_balanced(members, got);
    EXPECT_EQ(kept(members, got), 9u);
}

TEST(the_sticky_assignor, believes_the_newer_of_two_claims) {
    auto members = make_group(2, {"t"});
    members[0].user_data = sticky_user_data({{{"t", 0}}, 3});
    members[1].user_data = sticky_user_data({{{"t", 0}, {"t", 1}}, 2});
    EXPECT_EQ(text(assign_sticky(members, topics({{"t", 2}}))), "m0: t-0 | m1: t-1");
}

TEST(the_sticky_assignor, treats_user_data_that_it_cannot_read_as_none) {
    auto members = make_group(2, {"t"});
    members[0].user_data = "\x7f\xff\xff\xff";
    members[1].user_data = "?";
    const auto partitions = topics({{"t", 2}});
    expect_valid(members, partitions, assign_sticky(members, partitions));
}

TEST(the_sticky_assignor, hands_partitions_on_through_a_third_member) {
    // c can take nothing from a; but b can, once b has given one of its own to c.
    group members{member("a", {"t"}), member("b", {"t", "u"}), member("c", {"u"})};
    members[0].user_data = sticky_user_data({{{"t", 0}, {"t", 1}, {"t", 2}}, 1});
    members[1].user_data = sticky_user_data({{{"u", 0}, {"u", 1}}, 1});
    members[2].user_data = sticky_user_data({{{"u", 2}}, 1});
    const auto got = assign_sticky(members, topics({{"t", 3}, {"u", 3}}));
    for (const auto& m : members) EXPECT_EQ(got.at(m.id).size(), 2u) << text(got);
}

TEST(the_sticky_assignor, brings_new_partitions_near_their_members) {
    auto partitions = topics({{"t", 4}});
    for (auto& p : partitions) p.replica_racks = {p.partition < 2 ? "east" : "west"};
    EXPECT_EQ(text(assign_sticky(group{member("a", {"t"}, "west"), member("b", {"t"}, "east")},
                                 partitions)),
              "a: t-2 t-3 | b: t-0 t-1");
}

TEST(the_sticky_assignor, brings_home_what_is_owned_far_away_and_keeps_what_is_near) {
    auto partitions = topics({{"t", 4}});
    for (auto& p : partitions) p.replica_racks = {p.partition < 2 ? "east" : "west"};
    group members{member("a", {"t"}, "west"), member("b", {"t"}, "east")};
    members[0].user_data = sticky_user_data({{{"t", 0}, {"t", 2}}, 1});
    members[1].user_data = sticky_user_data({{{"t", 1}, {"t", 3}}, 1});
    const auto first = assign_sticky(members, partitions);
    EXPECT_EQ(text(first), "a: t-2 t-3 | b: t-0 t-1");
    for (auto& m : members) m.user_data = sticky_user_data({first.at(m.id), 2});
    EXPECT_EQ(text(assign_sticky(members, partitions)), text(first)) << "once is enough";
}

TEST(the_sticky_assignor, takes_nothing_that_is_near_from_its_owner) {
    auto partitions = topics({{"t", 2}});
    for (auto& p : partitions) p.replica_racks = {"west"};
    group members{member("a", {"t"}, "west"), member("b", {"t"}, "east")};
    members[0].user_data = sticky_user_data({{{"t", 0}}, 1});
    members[1].user_data = sticky_user_data({{{"t", 1}}, 1});
    EXPECT_EQ(text(assign_sticky(members, partitions)), "a: t-0 | b: t-1");
}

TEST(the_cooperative_sticky_assignor, gives_a_partition_only_after_its_owner_let_go) {
    group members{member("a", {"t"}), member("b", {"t"})};
    members[0].owned = {{"t", 0}, {"t", 1}};
    members[0].generation = 4;
    const auto first = assign_cooperative_sticky(members, topics({{"t", 2}}));
    EXPECT_EQ(first.at("a").size(), 1u);
    EXPECT_TRUE(first.at("b").empty()) << "a still reads it";
    members[0].owned = first.at("a");
    const auto second = assign_cooperative_sticky(members, topics({{"t", 2}}));
    EXPECT_EQ(second.at("a"), first.at("a"));
    EXPECT_EQ(second.at("b").size(), 1u);
}

TEST(the_cooperative_sticky_assignor, takes_from_both_what_two_claim_at_once) {
    group members{member("a", {"t"}), member("b", {"t"})};
    for (auto& m : members) {
        m.owned = {{"t", 0}};
        m.generation = 4;
    }
    EXPECT_EQ(text(assign_cooperative_sticky(members, topics({{"t", 1}}))), "a:  | b: ");
}

TEST(the_cooperative_sticky_assignor, reads_the_generation_from_the_user_data_of_old_members) {
    group members{member("a", {"t"}), member("b", {"t"})};
    members[0].owned = {{"t", 0}};
    members[0].user_data = std::string("\0\0\0\5", 4);
    members[1].owned = {{"t", 0}, {"t", 1}};
    members[1].generation = 4;
    EXPECT_EQ(text(assign_cooperative_sticky(members, topics({{"t", 2}}))), "a: t-0 | b: t-1");
}

TEST(any_sticky_assignment, is_valid_balanced_and_keeps_its_share_as_members_come_and_go) {
    std::mt19937 random(11);
    const auto below = [&](std::size_t n) { return random() % n; };
    for (int run = 0; run < 60; ++run) {
        group members;
        auto partitions = topics({{"t", 1 + static_cast<int>(below(9))},
                                  {"u", 1 + static_cast<int>(below(9))},
                                  {"v", 1 + static_cast<int>(below(9))}});
        std::int32_t generation = 0;
        for (int step = 0; step < 6; ++step) {
            if (members.size() > 1 && below(3) == 0)
                members.erase(members.begin() + static_cast<std::ptrdiff_t>(below(members.size())));
            std::vector<std::string> wanted;
            for (auto* t : {"t", "u", "v"})
                if (run % 2 == 0 || below(2) == 0) wanted.push_back(t);
            members.push_back(
                member("m" + std::to_string(run) + std::to_string(step), std::move(wanted)));
            const auto got = assign_sticky(members, partitions);
            expect_valid(members, partitions, got);
            expect_balanced(members, got);
            EXPECT_EQ(got, assign_sticky(members, partitions)) << "not the same twice";
            if (run % 2 == 0) {
                std::size_t least = 0;
                const auto share = partitions.size() / members.size();
                for (const auto& m : members) least += std::min(m.owned.size(), share);
                EXPECT_GE(kept(members, got), least);
            }
            remember(members, got, ++generation);
        }
    }
}

TEST(any_sticky_assignment, does_not_change_when_nothing_changed) {
    auto members = make_group(7, {"t", "u"});
    members[3].topics = {"u"};
    const auto partitions = topics({{"t", 10}, {"u", 9}});
    const auto got = assign_sticky(members, partitions);
    remember(members, got, 1);
    EXPECT_EQ(assign_sticky(members, partitions), got);
}

TEST(a_cooperative_group, settles_in_two_rounds_and_then_stays) {
    auto members = make_group(5, {"t", "u"});
    const auto partitions = topics({{"t", 11}, {"u", 6}});
    std::int32_t generation = 0;
    settle(members, partitions, generation);
    EXPECT_EQ(generation, 1);
    members.push_back(member("new", {"t", "u"}));
    const auto got = settle(members, partitions, generation);
    EXPECT_EQ(generation, 3) << "one round to revoke, one to give";
    expect_valid(members, partitions, got);
    expect_balanced(members, got);
    EXPECT_EQ(assign_cooperative_sticky(members, partitions), got);
}

TEST(a_big_group, is_shared_out_without_looking_at_everything_for_each_partition) {
    auto members = make_group(199, {});
    std::vector<group_partition> partitions;
    for (int t = 0; t < 100; ++t) {
        add_topic(partitions, "t" + std::to_string(t), 20);
        for (std::size_t m = 0; m < members.size(); ++m)
            if (m % 3 != static_cast<std::size_t>(t % 3))
                members[m].topics.push_back("t" + std::to_string(t));
    }
    remember(members, assign_sticky(members, partitions), 1);
    members.push_back(member("new", members[0].topics));
    const auto got = assign_sticky(members, partitions);
    expect_valid(members, partitions, got);
    expect_balanced(members, got);
    EXPECT_GE(kept(members, got), 1980u);
}

} // namespace kafka::test
