#include "broker/waiting.hpp"

#include <gtest/gtest.h>

#include <vector>

using namespace kafka::detail::broker;
using namespace std::chrono_literals;

namespace {

struct what_waits : testing::Test {
    waiting list;
    std::vector<int> ran;
    clock::monotonic start{};

    waiting::ticket park(int n, std::chrono::milliseconds after) {
        return list.park(start + after, [this, n] { ran.push_back(n); });
    }
};

} // namespace

TEST_F(what_waits, is_run_in_the_order_of_its_deadlines_and_not_before) {
    park(2, 20ms);
    park(1, 10ms);
    EXPECT_EQ(list.next_deadline(), start + 10ms);
    list.run_until(start + 9ms);
    EXPECT_TRUE(ran.empty());
    list.run_until(start + 20ms);
    EXPECT_EQ(ran, (std::vector{1, 2}));
    EXPECT_FALSE(list.next_deadline());
}

TEST_F(what_waits, is_not_run_once_it_was_forgotten) {
    const auto first = park(1, 10ms);
    park(2, 10ms);
    list.forget(first);
    list.forget(first);
    list.run_all();
    EXPECT_EQ(ran, std::vector{2});
}

TEST_F(what_waits, may_park_and_forget_while_it_is_run) {
    const auto victim = park(2, 11ms);
    list.park(start + 10ms, [&] {
        list.forget(victim);
        park(3, 5ms);
    });
    list.run_until(start + 20ms);
    EXPECT_EQ(ran, std::vector{3});
    EXPECT_EQ(list.size(), 0u);
}
