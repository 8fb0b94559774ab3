// Our assignors against those of Apache Kafka.
#include "consumer/assignors/range.hpp"
#include "consumer/assignors/round_robin.hpp"
#include "golden_groups.hpp"

namespace kafka::test {
namespace {

using namespace kafka::detail::consumer;

const std::vector<golden_group>& java_groups() {
    static const auto all = read_golden_groups("java.txt");
    return all;
}

} // namespace

TEST(the_assignments_of_java, are_there) { EXPECT_EQ(java_groups().size(), 120u); }

TEST(the_assignments_of_java, are_those_of_our_range_assignor) {
    for (const auto& g : java_groups())
        EXPECT_EQ(as_texts(assign_range(g.members, g.partitions)), g.range) << g.name;
}

TEST(the_assignments_of_java, are_those_of_our_round_robin_assignor) {
    for (const auto& g : java_groups())
        EXPECT_EQ(as_texts(assign_round_robin(g.members, g.partitions)), g.round_robin) << g.name;
}

TEST(the_assignments_of_java, are_no_more_even_and_no_stickier_than_ours) {
    for (auto g : java_groups()) {
        // Java's gives partitions to members that want none when those come first.
        if (std::ranges::any_of(g.members, [](auto& m) { return m.topics.empty(); })) continue;
        for (auto& m : g.members) m.rack.clear(); // Java's would move what is owned for its sake
        const auto ours = stick(g);
        EXPECT_LE(unevenness(ours.loads), unevenness(g.loads)) << g.name;
        if (g.equal_topics) {
            EXPECT_EQ(ours.loads, g.loads) << g.name;
            EXPECT_GE(ours.kept, g.kept) << g.name;
        }
    }
}

} // namespace kafka::test
