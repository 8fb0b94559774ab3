#include "broker/group/string_hash.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail::broker;

// The expected numbers are what Java's String.hashCode gives.
TEST(the_hash_of_a_group, is_javas) {
    EXPECT_EQ(java_hash(""), 0);
    EXPECT_EQ(java_hash("a"), 97);
    EXPECT_EQ(java_hash("example-group"), 89384028);
    EXPECT_EQ(java_hash("polygenelubricants"), -2147483648);
}

TEST(the_hash_of_a_group, counts_utf_16_code_units) {
    EXPECT_EQ(java_hash("\xc3\xa9"), 0xe9);
    EXPECT_EQ(java_hash("\xe2\x82\xac"), 0x20ac);
    EXPECT_EQ(java_hash("\xf0\x9f\x98\x80"), 0xd83d * 31 + 0xde00);
}

TEST(the_hash_of_a_group, is_not_there_for_what_is_not_utf_8) {
    for (const auto* text : {"\xff", "\xc3", "\xc3(", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80",
                             "\xf4\x90\x80\x80", "a\x80"})
        EXPECT_EQ(java_hash(text), std::nullopt) << text;
}

TEST(the_partition_of_a_group, is_kafkas) {
    EXPECT_EQ(partition_for_group("a", 50), 47);
    EXPECT_EQ(partition_for_group("example-group", 50), 28);
    // The one number whose absolute value is negative.
    EXPECT_EQ(partition_for_group("polygenelubricants", 50), 0);
}
