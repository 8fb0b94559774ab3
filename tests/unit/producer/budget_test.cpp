#include "producer/budget.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

#include <thread>

namespace producer = kafka::detail::producer;
using namespace std::chrono_literals;

TEST(a_budget, refuses_what_would_exceed_it) {
    producer::budget memory(100);
    EXPECT_TRUE(memory.try_take(60));
    EXPECT_FALSE(memory.is_short());
    EXPECT_FALSE(memory.try_take(41));
    EXPECT_TRUE(memory.is_short());
    EXPECT_TRUE(memory.try_take(40));
    memory.give_back(1);
    EXPECT_FALSE(memory.is_short());
    EXPECT_EQ(memory.used(), 99u);
}

TEST(a_budget, lets_a_record_through_that_is_larger_than_all_of_it) {
    producer::budget memory(100);
    EXPECT_TRUE(memory.try_take(500));
    EXPECT_FALSE(memory.try_take(1));
    memory.give_back(500);
    EXPECT_TRUE(memory.try_take(1));
    EXPECT_FALSE(memory.try_take(500));
}

TEST(a_budget, wakes_whoever_waits_when_bytes_come_back) {
    producer::budget memory(100);
    ASSERT_TRUE(memory.try_take(100));
    std::error_code result = kafka::errc::timed_out;
    std::thread waiter([&] { result = memory.take(50, kafka::context::after(10s)); });
    while (!memory.is_short()) std::this_thread::yield();
    memory.give_back(60);
    waiter.join();
    EXPECT_FALSE(result);
    EXPECT_EQ(memory.used(), 90u);
}

TEST(a_budget, serves_nobody_before_those_who_wait) {
    producer::budget memory(100);
    ASSERT_TRUE(memory.try_take(90));
    std::thread waiter([&] { EXPECT_FALSE(memory.take(50, {})); });
    while (!memory.is_short()) std::this_thread::yield();
    EXPECT_FALSE(memory.try_take(5));
    memory.give_back(90);
    waiter.join();
    EXPECT_TRUE(memory.try_take(5));
}

TEST(a_budget, ends_a_wait_with_the_reason) {
    producer::budget memory(10);
    ASSERT_TRUE(memory.try_take(10));
    EXPECT_EQ(memory.take(1, kafka::context::after(-1s)), kafka::errc::timed_out);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(memory.take(1, kafka::context(stop.get_token())), kafka::errc::cancelled);
    memory.close();
    EXPECT_EQ(memory.take(1, {}), kafka::errc::closed);
}
