#include "cluster/meter.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

using namespace std::chrono_literals;
using kafka::detail::cluster::counter;
using kafka::detail::cluster::summary_meter;

TEST(a_counter, adds_up) {
    counter c;
    c.add();
    c.add(41);
    EXPECT_EQ(c.value(), 42);
}

TEST(a_summary, of_nothing_is_all_zero) {
    const auto s = summary_meter().numbers();
    EXPECT_EQ(s.count, 0);
    EXPECT_EQ(s.avg, 0);
    EXPECT_EQ(s.p99, 0);
}

TEST(a_summary, has_what_kafka_go_has) {
    summary_meter m;
    for (const auto v : {4, 1, 7}) m.observe(v);
    const auto s = m.numbers();
    EXPECT_EQ(s.count, 3);
    EXPECT_EQ(s.sum, 12);
    EXPECT_EQ(s.avg, 4);
    EXPECT_EQ(s.min, 1);
    EXPECT_EQ(s.max, 7);
}

TEST(a_summary, is_not_reset_by_being_read) {
    summary_meter m;
    m.observe(5);
    EXPECT_EQ(m.numbers().count, 1);
    EXPECT_EQ(m.numbers().count, 1);
}

TEST(a_summary, knows_small_values_exactly) {
    summary_meter m;
    for (int i = 0; i < 100; ++i) m.observe(i < 98 ? 3 : 7);
    EXPECT_EQ(m.numbers().p50, 3);
    EXPECT_EQ(m.numbers().p99, 7);
}

TEST(a_summary, knows_quantiles_of_any_size_within_seven_percent) {
    for (const std::int64_t unit : {1LL, 1'000LL, 1'000'000'000LL, 1'000'000'000'000'000LL}) {
        summary_meter m;
        for (std::int64_t i = 1; i <= 1000; ++i) m.observe(i * unit);
        const auto s = m.numbers();
        EXPECT_LE(std::abs(s.p50 - 500 * unit), 500 * unit * 7 / 100) << s.p50;
        EXPECT_LE(std::abs(s.p99 - 990 * unit), 990 * unit * 7 / 100) << s.p99;
    }
}

TEST(a_summary, takes_the_largest_and_the_smallest_value) {
    summary_meter m;
    m.observe(std::int64_t{INT64_MAX});
    EXPECT_EQ(m.numbers().p99, INT64_MAX) << "no quantile is beyond the largest value";
    m.observe(std::int64_t{-1});
    EXPECT_EQ(m.numbers().min, 0) << "a clock that went back";
}

TEST(a_summary, of_times_is_in_nanoseconds) {
    summary_meter m;
    m.observe(2us);
    EXPECT_EQ(m.durations().sum, 2000ns);
    EXPECT_EQ(m.durations().max, 2us);
}
