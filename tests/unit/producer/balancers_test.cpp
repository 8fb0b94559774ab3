#include "producer/murmur2.hpp"
#include "producer/partitioner.hpp"
#include "producer/sticky.hpp"

#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

namespace producer = kafka::detail::producer;

namespace {

std::vector<std::int32_t> partitions(int count) {
    std::vector<std::int32_t> out(static_cast<std::size_t>(count));
    std::iota(out.begin(), out.end(), 0);
    return out;
}

constexpr auto anywhere = [](std::size_t) { return true; };

} // namespace

TEST(murmur2, agrees_with_the_java_client) {
    const std::map<std::string, std::int32_t> golden{
        {"21", -973932308},
        {"foobar", -790332482},
        {"a-little-bit-long-string", -985981536},
        {"a-little-bit-longer-string", -1486304829},
        {"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971},
        {"abc", 479470107},
    };
    for (const auto& [key, hash] : golden)
        EXPECT_EQ(static_cast<std::int32_t>(producer::murmur2(key)), hash) << key;
}

TEST(the_default_partitioner, puts_a_key_where_java_puts_it) {
    producer::shared_balancer none;
    producer::partitioner partitioner(none);
    const auto ten = partitions(10);
    EXPECT_EQ(partitioner.choose({.key = "foobar"}, ten), (-790332482 & 0x7fffffff) % 10);
    EXPECT_EQ(partitioner.choose({.key = ""}, ten),
              static_cast<std::int32_t>((producer::murmur2("") & 0x7fffffff) % 10));
}

TEST(the_default_partitioner, sticks_without_a_key_but_not_with_an_empty_one) {
    producer::shared_balancer named{.balancer = kafka::murmur2_balancer()};
    producer::partitioner partitioner(named);
    EXPECT_TRUE(partitioner.sticks({.value = "v"}));
    EXPECT_FALSE(partitioner.sticks({.key = "", .value = "v"}));
}

TEST(round_robin, takes_partitions_in_turn_in_runs_of_a_chunk) {
    const auto balancer = kafka::round_robin(2);
    const auto three = partitions(3);
    std::vector<std::int32_t> chosen;
    for (int i = 0; i < 8; ++i) chosen.push_back(balancer->choose({}, three));
    EXPECT_EQ(chosen, (std::vector<std::int32_t>{0, 0, 1, 1, 2, 2, 0, 0}));
}

TEST(round_robin, counts_for_each_topic) {
    producer::shared_balancer chosen{.balancer = kafka::round_robin()};
    producer::partitioner orders(chosen);
    producer::partitioner events(chosen);
    const auto two = partitions(2);
    EXPECT_FALSE(orders.sticks({}));
    EXPECT_EQ(orders.choose({}, two), 0);
    EXPECT_EQ(events.choose({}, two), 0);
    EXPECT_EQ(orders.choose({}, two), 1);
}

TEST(least_bytes, takes_the_partition_that_got_least_and_the_lowest_of_equals) {
    const auto balancer = kafka::least_bytes();
    const auto three = partitions(3);
    EXPECT_EQ(balancer->choose({.value = "1234567890"}, three), 0);
    EXPECT_EQ(balancer->choose({.key = "k", .value = "1"}, three), 1);
    EXPECT_EQ(balancer->choose({.value = "123"}, three), 2);
    EXPECT_EQ(balancer->choose({.value = "12"}, three), 1);
    EXPECT_EQ(balancer->choose({.value = "1"}, three), 2);
}

TEST(least_bytes, begins_again_when_the_partitions_change) {
    const auto balancer = kafka::least_bytes();
    EXPECT_EQ(balancer->choose({.value = "1234567890"}, partitions(2)), 0);
    EXPECT_EQ(balancer->choose({.value = "1"}, partitions(3)), 0);
}

TEST(balance_by, asks_the_function_one_thread_at_a_time_over_all_topics) {
    int calls = 0;
    producer::shared_balancer chosen{.balancer =
                                         kafka::balance_by([&](const kafka::record& r, auto all) {
                                             ++calls;
                                             return r.value == "last" ? all.back() : 77;
                                         })};
    producer::partitioner orders(chosen);
    producer::partitioner events(chosen);
    EXPECT_EQ(orders.choose({.value = "last"}, partitions(4)), 3);
    EXPECT_EQ(events.choose({.value = "other"}, partitions(4)), 77);
    EXPECT_EQ(calls, 2);
}

TEST(a_sticky_choice, stays_until_it_is_told_to_move_and_then_goes_elsewhere) {
    producer::sticky_choice sticky(7);
    const auto first = sticky.current(5);
    for (int i = 0; i < 10; ++i) EXPECT_EQ(sticky.current(5), first);
    const auto second = sticky.move_on(first, 5, anywhere);
    EXPECT_NE(second, first);
    EXPECT_EQ(sticky.current(5), second);
}

TEST(a_sticky_choice, reaches_every_partition_in_the_long_run_about_as_often) {
    producer::sticky_choice sticky(1);
    std::map<std::size_t, int> times;
    auto at = sticky.current(8);
    for (int i = 0; i < 8000; ++i) ++times[at = sticky.move_on(at, 8, anywhere)];
    ASSERT_EQ(times.size(), 8u);
    for (const auto& [partition, n] : times) EXPECT_NEAR(n, 1000, 250) << partition;
}

TEST(a_sticky_choice, avoids_partitions_without_a_leader) {
    producer::sticky_choice sticky(3);
    auto at = sticky.current(4);
    for (int i = 0; i < 50; ++i) {
        const auto next = sticky.move_on(at, 4, [](std::size_t p) { return p % 2 == 0; });
        EXPECT_EQ(next % 2, 0u);
        at = next;
    }
}

TEST(a_sticky_choice, keeps_the_only_partition_there_is) {
    producer::sticky_choice sticky(3);
    EXPECT_EQ(sticky.current(1), 0u);
    EXPECT_EQ(sticky.move_on(0, 1, anywhere), 0u);
}

TEST(a_sticky_choice, lets_the_first_of_two_movers_decide) {
    producer::sticky_choice sticky(3);
    const auto old = sticky.current(9);
    const auto decided = sticky.move_on(old, 9, anywhere);
    EXPECT_EQ(sticky.move_on(old, 9, anywhere), decided);
}
