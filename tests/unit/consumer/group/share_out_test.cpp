#include "consumer/group/share_out.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail::consumer;
using namespace kafka::detail::consumer::group;
namespace cluster = kafka::detail::cluster;
namespace protocol = kafka::detail::protocol;
using kafka::topic_partition;

namespace {

/// Topic "t" with two partitions, the first on both nodes; "gone" does not exist.
cluster::metadata_cache known_cluster() {
    constexpr std::int16_t unknown_topic = 3;
    cluster::metadata_cache out(std::chrono::minutes(1));
    protocol::metadata_response answer;
    answer.brokers = {{.node_id = 1, .host = "a", .port = 1, .rack = "north"},
                      {.node_id = 2, .host = "b", .port = 1, .rack = "south"}};
    answer.topics.push_back(
        {.name = "t",
         .partitions = {
             {.partition_index = 0, .leader_id = 1, .replica_nodes = {1, 2}, .isr_nodes = {1}},
             {.partition_index = 1, .leader_id = 2, .replica_nodes = {2}, .isr_nodes = {2}}}});
    answer.topics.push_back({.error_code = unknown_topic, .name = "gone"});
    out.update(answer, {});
    return out;
}

std::vector<topic_partition> share_of(const std::vector<written_assignment>& all,
                                      const std::string& member) {
    for (const auto& s : all)
        if (s.member_id == member) return read_assignment(s.bytes).value();
    ADD_FAILURE() << member << " gets no answer";
    return {};
}

} // namespace

TEST(a_leader_s_topics, are_those_that_any_member_wants) {
    EXPECT_EQ(wanted_topics({{.topics = {"b", "a"}}, {.topics = {"b", "c"}}}),
              (std::vector<std::string>{"a", "b", "c"}));
}

TEST(a_leader_s_partitions, are_those_of_topics_that_exist_with_their_racks) {
    const auto all = partitions_of({"gone", "t", "unheard of"}, known_cluster());
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].topic, "t");
    EXPECT_EQ(all[0].leader_rack, "north");
    EXPECT_EQ(all[0].replica_racks, (std::vector<std::string>{"north", "south"}));
    EXPECT_EQ(all[1].leader_rack, "south");
}

TEST(a_leader_s_sizes, change_when_a_topic_appears_or_grows) {
    const auto sizes = sizes_of({"gone", "t"}, known_cluster());
    EXPECT_EQ(sizes, (topic_sizes{{"gone", 0}, {"t", 2}}));
}

TEST(a_leader, answers_every_member_those_that_get_nothing_too) {
    const auto only_first = kafka::group_balance_by("first", [](const auto& members, const auto&) {
        return kafka::group_assignment{{members[0].id, {{"t", 1}}}};
    });
    const std::vector<kafka::group_member> members{{.id = "m1", .topics = {"t"}},
                                            {.id = "m2", .topics = {"t"}}};
    const auto shares = share_out(*only_first, members, partitions_of({"t"}, known_cluster()));
    ASSERT_EQ(shares.size(), 2u);
    EXPECT_EQ(share_of(shares, "m1"), (std::vector<topic_partition>{{"t", 1}}));
    EXPECT_TRUE(share_of(shares, "m2").empty());
}
