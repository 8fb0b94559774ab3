#include "cli/offset_text.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail::cli;

namespace {

std::int64_t meant(const char* text) {
    const auto parsed = parse_offset(text, {});
    EXPECT_TRUE(parsed) << text;
    return parsed ? resolve(*parsed, 100, 200, 150) : -1;
}

} // namespace

TEST(an_offset, may_be_counted_from_either_end_or_found_by_time) {
    EXPECT_EQ(meant("start"), 100);
    EXPECT_EQ(meant("end"), 200);
    EXPECT_EQ(meant("42"), 42);
    EXPECT_EQ(meant("-10"), 190);
    EXPECT_EQ(meant("+10"), 110);
    EXPECT_EQ(meant("@1700000000000"), 150);
}

TEST(an_offset, counted_past_the_log_stops_at_its_ends) {
    EXPECT_EQ(meant("-1000"), 100);
    EXPECT_EQ(meant("+1000"), 200);
}

TEST(an_offset, that_makes_no_sense_is_refused) {
    for (const char* wrong : {"", "-", "+", "@", "middle", "1x", "--5", "@teatime"})
        EXPECT_FALSE(parse_offset(wrong, {})) << wrong;
}
