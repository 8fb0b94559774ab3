#include "consumer/assignors/range.hpp"

#include "sample_group.hpp"

namespace kafka::test {
namespace {

using detail::consumer::assign_range;

std::string ranges(std::vector<group_member> members, std::vector<group_partition> partitions) {
    return text(assign_range(members, partitions));
}

} // namespace

TEST(the_range_assignor, gives_the_first_members_of_each_topic_one_more) {
    EXPECT_EQ(
        ranges({member("b", {"t", "u"}), member("a", {"t", "u"})}, topics({{"t", 3}, {"u", 3}})),
        "a: t-0 t-1 u-0 u-1 | b: t-2 u-2");
}

TEST(the_range_assignor, leaves_members_without_a_partition_when_there_are_too_few) {
    EXPECT_EQ(
        ranges({member("a", {"t"}), member("b", {"t"}), member("c", {"t"})}, topics({{"t", 2}})),
        "a: t-0 | b: t-1 | c: ");
}

TEST(the_range_assignor, shares_a_topic_among_those_that_want_it) {
    EXPECT_EQ(ranges({member("a", {"t"}), member("b", {"t", "u", "gone"})},
                     topics({{"t", 2}, {"u", 2}, {"unwanted", 1}})),
              "a: t-0 | b: t-1 u-0 u-1");
}

TEST(the_range_assignor, puts_static_members_first_by_their_instance) {
    auto first = member("z", {"t"}), second = member("y", {"t"}), other = member("a", {"t"});
    first.instance_id = "1";
    second.instance_id = "2";
    EXPECT_EQ(ranges({other, second, first}, topics({{"t", 3}})), "a: t-2 | y: t-1 | z: t-0");
}

TEST(the_range_assignor, prefers_members_near_a_replica) {
    auto partitions = topics({{"t", 4}});
    for (auto& p : partitions) p.replica_racks = {p.partition < 2 ? "east" : "west"};
    EXPECT_EQ(ranges({member("a", {"t"}, "west"), member("b", {"t"}, "east")}, partitions),
              "a: t-2 t-3 | b: t-0 t-1");
}

TEST(the_range_assignor, ignores_racks_when_every_rack_has_everything) {
    auto partitions = topics({{"t", 2}});
    for (auto& p : partitions) p.replica_racks = {"east", "west"};
    EXPECT_EQ(ranges({member("a", {"t"}, "west"), member("b", {"t"}, "east")}, partitions),
              "a: t-0 | b: t-1");
}

TEST(the_range_assignor, keeps_co_partitioned_topics_together_rather_than_near) {
    auto partitions = topics({{"t", 2}, {"u", 2}});
    for (auto& p : partitions)
        p.replica_racks = {(p.partition == 0) == (p.topic == "t") ? "east" : "west"};
    EXPECT_EQ(
        ranges({member("a", {"t", "u"}, "west"), member("b", {"t", "u"}, "east")}, partitions),
        "a: t-0 u-0 | b: t-1 u-1");
}

} // namespace kafka::test
