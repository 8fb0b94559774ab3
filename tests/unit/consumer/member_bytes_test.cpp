#include "consumer/member_bytes.hpp"

#include <gtest/gtest.h>

namespace kafka::test {
namespace {

using namespace kafka::detail::consumer;
using kafka::detail::wire::bytes;

owned_bytes hex(std::string_view digits) {
    owned_bytes out;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        out.push_back(
            static_cast<std::byte>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16)));
    return out;
}

group_member full_member() {
    group_member m;
    m.topics = {"u", "t"};
    m.user_data = std::string("\0x", 2);
    m.owned = {{"u", 1}, {"t", 2}, {"t", 0}};
    m.generation = 7;
    m.rack = "r";
    return m;
}

constexpr auto newest = "0003"
                        "00000002"
                        "000174"
                        "000175"
                        "00000002"
                        "0078"
                        "00000002"
                        "000174"
                        "00000002"
                        "00000000"
                        "00000002"
                        "000175"
                        "00000001"
                        "00000001"
                        "00000007"
                        "000172";

} // namespace

TEST(a_subscription, is_written_in_the_newest_version_and_sorted) {
    EXPECT_EQ(write_subscription(full_member()), hex(newest));
}

TEST(a_subscription, comes_back_as_it_was_but_sorted) {
    const auto back = read_subscription(hex(newest));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->topics, (std::vector<std::string>{"t", "u"}));
    EXPECT_EQ(back->user_data, std::string("\0x", 2));
    EXPECT_EQ(back->owned, (std::vector<topic_partition>{{"t", 0}, {"t", 2}, {"u", 1}}));
    EXPECT_EQ(back->generation, 7);
    EXPECT_EQ(back->rack, "r");
}

TEST(a_subscription, without_user_data_or_rack_has_nulls) {
    EXPECT_EQ(write_subscription({.topics = {"t"}}), hex("0003"
                                                         "00000001"
                                                         "000174"
                                                         "ffffffff"
                                                         "00000000"
                                                         "ffffffff"
                                                         "ffff"));
}

TEST(a_subscription, of_a_newer_version_is_read_as_far_as_it_is_known) {
    const auto back = read_subscription(hex("0009" + std::string(newest).substr(4) + "beef"));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->generation, 7);
    EXPECT_EQ(back->rack, "r");
}

TEST(a_subscription, of_the_oldest_version_owns_nothing) {
    const auto back = read_subscription(hex("0000"
                                            "00000001"
                                            "000174"
                                            "00000000"));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->topics, std::vector<std::string>{"t"});
    EXPECT_EQ(back->generation, -1);
    EXPECT_TRUE(back->owned.empty());
}

TEST(a_subscription, of_version_1_may_lack_the_owned_partitions) {
    const auto back = read_subscription(hex("0001"
                                            "00000001"
                                            "000174"
                                            "00000001"
                                            "41"));
    ASSERT_TRUE(back) << "kafka-go sends this";
    EXPECT_EQ(back->user_data, "A");
    EXPECT_TRUE(back->owned.empty());
}

TEST(a_subscription, that_is_cut_or_absurd_is_none) {
    const auto whole = hex(newest);
    for (std::size_t n = 0; n < whole.size(); ++n) {
        const bool is_older_form = n == 18; // ends where version 0 does
        EXPECT_EQ(read_subscription(bytes(whole).first(n)).has_value(), is_older_form) << n;
    }
    EXPECT_FALSE(read_subscription(hex("ffff"
                                       "00000000"
                                       "ffffffff")))
        << "a negative version";
    EXPECT_FALSE(read_subscription(hex("0000"
                                       "7fffffff"
                                       "ffffffff")))
        << "two milliards of topics";
}

TEST(an_assignment, is_grouped_by_topic_and_comes_back) {
    const auto written = write_assignment({{"u", 1}, {"t", 2}, {"t", 0}});
    EXPECT_EQ(written, hex("0003"
                           "00000002"
                           "000174"
                           "00000002"
                           "00000000"
                           "00000002"
                           "000175"
                           "00000001"
                           "00000001"
                           "ffffffff"));
    EXPECT_EQ(read_assignment(written),
              (std::vector<topic_partition>{{"t", 0}, {"t", 2}, {"u", 1}}));
}

TEST(an_assignment, of_no_bytes_is_one_of_nothing) {
    EXPECT_EQ(read_assignment({}), std::vector<topic_partition>{});
    EXPECT_FALSE(read_assignment(hex("00")));
}

TEST(an_assignment, that_names_a_partition_twice_has_it_once) {
    EXPECT_EQ(read_assignment(hex("0000"
                                  "00000002"
                                  "000174"
                                  "00000001"
                                  "00000000"
                                  "000174"
                                  "00000001"
                                  "00000000"
                                  "00000000")),
              (std::vector<topic_partition>{{"t", 0}}));
}

} // namespace kafka::test
