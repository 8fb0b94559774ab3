#include "client/flag.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <thread>

using namespace std::chrono_literals;
using kafka::detail::client::flag;

TEST(a_flag, lets_those_go_who_come_after_it_was_set) {
    flag f;
    EXPECT_FALSE(f.is_set());
    f.set();
    EXPECT_FALSE(f.wait({}));
    EXPECT_FALSE(f.wait(kafka::context::after(-1s))) << "even when it is too late";
}

TEST(a_flag, wakes_whoever_waits) {
    for (int i = 0; i < 200; ++i) {
        const auto f = std::make_shared<flag>();
        std::thread other([f] { f->set(); });
        EXPECT_FALSE(f->wait({}));
        other.join();
    }
}

TEST(a_flag, lets_go_at_the_deadline) {
    flag f;
    EXPECT_EQ(f.wait(kafka::context::after(5ms)), kafka::errc::timed_out);
    EXPECT_EQ(f.wait(kafka::context::after(-1h)), kafka::errc::timed_out);
    f.set();
    EXPECT_FALSE(f.wait({})) << "and may be waited for again";
}

TEST(a_flag, lets_go_when_stop_is_requested) {
    for (int i = 0; i < 200; ++i) {
        flag f;
        std::stop_source stop;
        std::thread other([&] { stop.request_stop(); });
        EXPECT_EQ(f.wait(stop.get_token()), kafka::errc::cancelled);
        other.join();
    }
}

TEST(a_flag, lets_go_at_once_when_stop_was_requested_before) {
    flag f;
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(f.wait(stop.get_token()), kafka::errc::cancelled);
}

TEST(a_flag, may_be_used_again) {
    flag f;
    f.set();
    EXPECT_FALSE(f.wait({}));
    f.reset();
    EXPECT_EQ(f.wait(kafka::context::after(1ms)), kafka::errc::timed_out);
}
