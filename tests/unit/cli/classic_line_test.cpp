#include "cli/classic_line.hpp"
#include "cli/classic_options.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail::cli;

namespace {

const std::map<std::string, std::string> with_all{
    {"parse.key", "true"}, {"parse.headers", "true"}, {"null.marker", "NULL"}};

const std::map<std::string, std::string> with_key{{"parse.key", "true"}};

} // namespace

TEST(a_line_of_the_console_producer, is_the_value_unless_asked_otherwise) {
    const auto r = classic_line(std::map<std::string, std::string>{}).parse("a\tb", 1);
    EXPECT_FALSE(r.key);
    EXPECT_EQ(r.value, "a\tb");
}

TEST(a_line_of_the_console_producer, may_carry_headers_and_a_key) {
    const auto r = classic_line(with_all).parse("h1:v1,h2:v2\tkey\tvalue", 1);
    ASSERT_EQ(r.headers.size(), 2u);
    EXPECT_EQ(r.headers[1].first, "h2");
    EXPECT_EQ(r.headers[1].second, "v2");
    EXPECT_EQ(r.key, "key");
    EXPECT_EQ(r.value, "value");
}

TEST(a_line_of_the_console_producer, turns_the_null_marker_into_null) {
    const auto r = classic_line(with_all).parse("NULL\tkey\tNULL", 1);
    EXPECT_TRUE(r.headers.empty());
    EXPECT_FALSE(r.value);
}

TEST(a_line_of_the_console_producer, without_its_key_separator_fails_with_kafka_s_words) {
    try {
        classic_line(with_key).parse("nokey", 3);
        FAIL();
    } catch (const classic_failure& f) {
        EXPECT_STREQ(f.what(),
                     "org.apache.kafka.common.KafkaException: No key separator found on line "
                     "number 3: 'nokey'");
    }
}

TEST(a_line_of_the_console_producer,
     without_its_key_separator_is_all_value_when_errors_are_ignored) {
    const auto r =
        classic_line({{"parse.key", "true"}, {"ignore.error", "true"}}).parse("nokey", 3);
    EXPECT_FALSE(r.key);
    EXPECT_EQ(r.value, "nokey");
}
