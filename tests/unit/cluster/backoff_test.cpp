#include "cluster/backoff.hpp"

#include <gtest/gtest.h>

using namespace std::chrono_literals;
using kafka::detail::cluster::backoff;

namespace {

constexpr std::uint32_t largest = 0xffffffff;

} // namespace

TEST(a_backoff, doubles_up_to_its_maximum) {
    backoff b(100ms, 1000ms);
    for (const auto step : {100ms, 200ms, 400ms, 800ms, 1000ms, 1000ms}) {
        backoff same = b;
        EXPECT_EQ(same.next(0), step / 2) << "the shortest of this step";
        EXPECT_LE(b.next(largest), step);
    }
}

TEST(a_backoff, never_leaves_its_step_whatever_the_random_number) {
    for (std::uint32_t random = 0; random < 1000; ++random) {
        backoff b(100ms, 1000ms);
        const auto pause = b.next(random);
        EXPECT_GE(pause, 50ms);
        EXPECT_LE(pause, 100ms);
    }
}

TEST(a_backoff, begins_anew_after_a_success) {
    backoff b(10ms, 1000ms);
    for (int i = 0; i < 5; ++i) b.next(0);
    b.succeeded();
    EXPECT_EQ(b.next(0), 5ms);
}

TEST(a_backoff, does_not_overflow_after_very_many_failures) {
    backoff b(100ms, 1000ms);
    for (int i = 0; i < 1000; ++i) b.next(largest);
    EXPECT_EQ(b.next(0), 500ms);
}
