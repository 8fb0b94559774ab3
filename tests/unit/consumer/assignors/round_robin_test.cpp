#include "consumer/assignors/round_robin.hpp"

#include "sample_group.hpp"

namespace kafka::test {
namespace {

using detail::consumer::assign_round_robin;

} // namespace

TEST(the_round_robin_assignor, goes_on_from_topic_to_topic) {
    const std::vector members{member("b", {"t", "u"}), member("a", {"t", "u"})};
    EXPECT_EQ(text(assign_round_robin(members, topics({{"t", 3}, {"u", 3}}))),
              "a: t-0 t-2 u-1 | b: t-1 u-0 u-2");
}

TEST(the_round_robin_assignor, skips_members_that_do_not_want_the_topic) {
    const std::vector members{member("a", {"t"}), member("b", {"t", "u"}),
                              member("c", {"t", "u", "v"})};
    EXPECT_EQ(text(assign_round_robin(members, topics({{"t", 1}, {"u", 2}, {"v", 3}, {"w", 1}}))),
              "a: t-0 | b: u-0 | c: u-1 v-0 v-1 v-2");
}

TEST(the_round_robin_assignor, gives_nothing_to_nobody) {
    EXPECT_EQ(text(assign_round_robin({}, topics({{"t", 1}}))), "");
}

} // namespace kafka::test
