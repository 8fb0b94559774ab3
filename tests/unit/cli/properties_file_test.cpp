#include "cli/properties_file.hpp"

#include <gtest/gtest.h>

using kafka::detail::cli::parse_properties;
using properties = std::map<std::string, std::string>;

TEST(a_properties_file, is_read_as_java_reads_it) {
    EXPECT_EQ(parse_properties("# comment\n! too\n\n a = 1\r\nb:2\nc   3\nempty=\nalone\n"),
              (properties{{"a", "1"}, {"b", "2"}, {"c", "3"}, {"empty", ""}, {"alone", ""}}));
}

TEST(a_properties_file, joins_lines_that_end_with_a_backslash) {
    EXPECT_EQ(parse_properties("a=1,\\\n   2\nb=x\\\\\nc=3"),
              (properties{{"a", "1,2"}, {"b", "x\\"}, {"c", "3"}}));
}

TEST(a_properties_file, may_escape_what_separates) {
    EXPECT_EQ(parse_properties("a\\=b\\:c=d\\te"), (properties{{"a=b:c", "d\te"}}));
}
