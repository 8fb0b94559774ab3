#include "cli/quantity.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail::cli;
using namespace std::chrono_literals;

TEST(a_duration, is_a_number_with_a_unit) {
    EXPECT_EQ(parse_duration("500ms"), 500ms);
    EXPECT_EQ(parse_duration("1.5s"), 1500ms);
    EXPECT_EQ(parse_duration("7d"), 7 * 24h);
    EXPECT_EQ(parse_duration("250"), 250ms);
    for (const char* wrong : {"", "s", "5 parsecs", "1e300s", "nan"})
        EXPECT_FALSE(parse_duration(wrong)) << wrong;
}

TEST(a_size, counts_in_powers_of_1024_or_of_1000) {
    EXPECT_EQ(parse_size("10MiB"), 10 * 1024 * 1024);
    EXPECT_EQ(parse_size("1GB"), 1'000'000'000);
    EXPECT_EQ(parse_size("4k"), 4096);
    EXPECT_FALSE(parse_size("10 apples"));
}

TEST(a_time, may_be_absolute_or_relative_to_now) {
    const kafka::timestamp now(1'700'000'000'000ms);
    EXPECT_EQ(parse_time("now", now), now);
    EXPECT_EQ(parse_time("-15m", now), now - 15min);
    EXPECT_EQ(parse_time("1700000000000", {}), now);
    EXPECT_EQ(parse_time("2023-11-14T22:13:20Z", {}), now);
    EXPECT_EQ(parse_time("2023-11-14T23:13:20.250+01:00", {}), now + 250ms);
    EXPECT_FALSE(parse_time("yesterday", now));
}

TEST(a_time, is_printed_as_rfc_3339) {
    EXPECT_EQ(time_text(kafka::timestamp(1'700'000'000'007ms)), "2023-11-14T22:13:20.007Z");
}

TEST(a_count, is_grouped_by_thousands) {
    EXPECT_EQ(count_text(7), "7");
    EXPECT_EQ(count_text(1'000'000), "1 000 000");
}
