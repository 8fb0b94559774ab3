#include "sample_group.hpp"

namespace kafka::test {

TEST(the_group_balancers, have_the_names_that_other_clients_know) {
    EXPECT_EQ(range_group_balancer()->protocol_name(), "range");
    EXPECT_EQ(round_robin_group_balancer()->protocol_name(), "roundrobin");
    EXPECT_EQ(sticky_group_balancer()->protocol_name(), "sticky");
    EXPECT_EQ(cooperative_sticky_group_balancer()->protocol_name(), "cooperative-sticky");
    EXPECT_EQ(rack_affinity_group_balancer("r")->protocol_name(), "rack-affinity");
}

TEST(the_group_balancers, are_eager_but_for_the_cooperative_one) {
    EXPECT_FALSE(range_group_balancer()->cooperative());
    EXPECT_FALSE(sticky_group_balancer()->cooperative());
    EXPECT_TRUE(cooperative_sticky_group_balancer()->cooperative());
}

TEST(the_group_balancers, send_the_user_data_of_java_and_kafka_go) {
    const group_claim last{{{"t", 1}, {"t", 0}}, 5};
    EXPECT_EQ(range_group_balancer()->user_data(last), "");
    EXPECT_EQ(sticky_group_balancer()->user_data({}), "");
    EXPECT_EQ(sticky_group_balancer()->user_data(last),
              std::string("\0\0\0\1\0\1t\0\0\0\2\0\0\0\0\0\0\0\1\0\0\0\5", 23));
    EXPECT_EQ(cooperative_sticky_group_balancer()->user_data({}), "\xff\xff\xff\xff");
    EXPECT_EQ(cooperative_sticky_group_balancer()->user_data(last), std::string("\0\0\0\5", 4));
    EXPECT_EQ(rack_affinity_group_balancer("east")->user_data({}), "east");
}

TEST(a_group_balancer, may_be_any_function) {
    const auto all_to_first = group_balance_by("mine", [](auto members, auto partitions) {
        group_assignment out;
        for (const auto& p : partitions) out[members.front().id].push_back({p.topic, p.partition});
        return out;
    });
    EXPECT_EQ(all_to_first->protocol_name(), "mine");
    const std::vector members{member("a", {"t"}), member("b", {"t"})};
    EXPECT_EQ(text(all_to_first->assign_groups(members, topics({{"t", 2}}))), "a: t-0 t-1");
}

TEST(rack_affinity, gives_members_what_is_led_in_their_rack) {
    std::vector members{member("a", {"t"}), member("b", {"t"}), member("c", {"t"})};
    members[0].user_data = "west";
    members[1].user_data = members[2].user_data = "east";
    auto partitions = topics({{"t", 6}});
    for (auto& p : partitions) p.leader_rack = p.partition < 3 ? "east" : "west";
    EXPECT_EQ(text(rack_affinity_group_balancer("west")->assign_groups(members, partitions)),
              "a: t-3 t-4 | b: t-0 t-2 | c: t-1 t-5");
}

TEST(rack_affinity, stays_even_when_all_leaders_are_elsewhere) {
    std::vector members{member("a", {"t"}), member("b", {"t"}), member("c", {"t", "u"})};
    members[0].user_data = "west";
    auto partitions = topics({{"t", 7}, {"u", 1}});
    for (auto& p : partitions) p.leader_rack = "west";
    const auto got = rack_affinity_group_balancer("west")->assign_groups(members, partitions);
    EXPECT_EQ(text(got), "a: t-0 t-1 t-2 | b: t-3 t-4 | c: t-5 t-6 u-0");
}

} // namespace kafka::test
