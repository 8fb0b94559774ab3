#include "cluster/request_tracker.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace {

using namespace std::chrono_literals;
using tracker = kafka::detail::cluster::request_tracker<std::string>;

tracker::time_point at(int seconds) { return tracker::time_point(std::chrono::seconds(seconds)); }

tracker::request request(int id, int expires = 30) { return {id, at(expires), 1000, "w"}; }

} // namespace

TEST(a_request_tracker, hands_answers_to_whoever_waits_in_the_order_of_the_requests) {
    tracker t;
    t.add({1, at(30), 10, "first"});
    t.add({2, at(30), 20, "second"});
    EXPECT_EQ(t.front()->largest_answer, 10u);
    EXPECT_EQ(t.answered(1)->waiter, "first");
    EXPECT_EQ(t.front()->largest_answer, 20u);
    EXPECT_EQ(t.answered(2)->waiter, "second");
    EXPECT_EQ(t.front(), nullptr);
}

TEST(a_request_tracker, refuses_an_answer_out_of_turn) {
    tracker t;
    EXPECT_FALSE(t.answered(1)) << "nothing was asked";
    t.add(request(1));
    t.add(request(2));
    EXPECT_FALSE(t.answered(2)) << "the first is due";
    EXPECT_EQ(t.size(), 2u);
}

TEST(a_request_tracker, expects_the_answer_to_a_request_whose_waiter_left) {
    tracker t;
    t.add(request(1));
    t.add(request(2));
    EXPECT_EQ(t.abandon(1), "w");
    EXPECT_FALSE(t.abandon(1)) << "it has left already";
    EXPECT_FALSE(t.abandon(9)) << "it never was";
    const auto late = t.answered(1);
    ASSERT_TRUE(late);
    EXPECT_FALSE(late->waiter);
    EXPECT_EQ(t.answered(2)->waiter, "w");
}

TEST(a_request_tracker, knows_which_request_expires_first) {
    tracker t;
    EXPECT_FALSE(t.next_expiry());
    t.add(request(1, 30));
    t.add(request(2, 5));
    t.add(request(3, 60));
    EXPECT_EQ(t.next_expiry(), at(5));
    t.answered(1);
    t.answered(2);
    EXPECT_EQ(t.next_expiry(), at(60));
}

TEST(a_request_tracker, gives_up_everybody_who_still_waits) {
    tracker t;
    for (int i = 1; i <= 3; ++i) t.add({i, at(30), 1, std::to_string(i)});
    t.abandon(2);
    EXPECT_EQ(t.take_all(), (std::vector<std::string>{"1", "3"}));
    EXPECT_TRUE(t.empty());
}
