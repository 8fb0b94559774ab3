#include "client/movable_deadline.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

#include <thread>

using namespace std::chrono_literals;
using kafka::context;
using kafka::errc;
using kafka::detail::client::flag;
using kafka::detail::client::movable_deadline;

TEST(a_movable_deadline, lets_go_when_it_passes_or_has_passed) {
    movable_deadline limit;
    flag f;
    limit.set(context::clock::now() + 5ms);
    EXPECT_EQ(limit.wait(f, {}), errc::timed_out);
    limit.set(context::clock::time_point());
    EXPECT_EQ(limit.wait(f, {}), errc::timed_out);
    f.set();
    EXPECT_FALSE(limit.wait(f, {})) << "what is done is done";
}

TEST(a_movable_deadline, lets_go_with_the_context_if_that_ends_first) {
    movable_deadline limit;
    limit.set(context::clock::now() + 1h);
    flag f;
    EXPECT_EQ(limit.wait(f, context::after(5ms)), errc::timed_out);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(limit.wait(f, stop.get_token()), errc::cancelled);
}

TEST(a_movable_deadline, is_noticed_by_those_who_wait_already) {
    for (int i = 0; i < 100; ++i) {
        movable_deadline limit;
        flag f;
        std::jthread mover([&] { limit.set(context::clock::now()); });
        EXPECT_EQ(limit.wait(f, {}), errc::timed_out);
    }
}

TEST(a_movable_deadline, may_be_taken_away_while_somebody_waits) {
    for (int i = 0; i < 100; ++i) {
        movable_deadline limit;
        limit.set(context::clock::now() + 1min);
        flag f;
        std::jthread mover([&] {
            limit.set({});
            f.set();
        });
        EXPECT_FALSE(limit.wait(f, {}));
    }
}

TEST(a_movable_deadline, bounds_a_context) {
    movable_deadline limit;
    const auto at = context::clock::now();
    EXPECT_FALSE(limit.bound({}).deadline());
    EXPECT_EQ(limit.bound(at).deadline(), at);
    limit.set(at + 1s);
    EXPECT_EQ(limit.bound(at).deadline(), at);
    EXPECT_EQ(limit.bound(at + 2s).deadline(), at + 1s);
    EXPECT_EQ(limit.bound({}).deadline(), at + 1s);
}
