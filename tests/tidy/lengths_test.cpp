#include "support/source_tree.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

constexpr std::size_t most_columns = 100;
constexpr std::size_t most_lines_of_a_file = 400;
constexpr std::size_t most_lines_of_a_function = 60;

std::vector<kafka::testing::source_file> all_files() {
    return kafka::testing::source_files({"src", "include", "tests", "bench", "examples"});
}

/// Columns, not bytes: a UTF-8 continuation byte takes no column.
std::size_t columns(const std::string& line) {
    return static_cast<std::size_t>(
        std::ranges::count_if(line, [](char c) { return (c & 0xc0) != 0x80; }));
}

} // namespace

TEST(every_line, fits_a_hundred_columns) {
    for (const auto& file : all_files())
        for (std::size_t n = 0; n < file.lines.size(); ++n)
            EXPECT_LE(columns(file.lines[n]), most_columns) << file.path << ":" << n + 1;
}

TEST(every_file, is_about_one_concept_and_short) {
    for (const auto& file : all_files())
        EXPECT_LE(file.lines.size(), most_lines_of_a_file) << file.path;
}

TEST(every_function, fits_a_screen) {
    std::size_t seen = 0;
    for (const auto& file : all_files())
        for (const auto& function : kafka::testing::functions_of(file)) {
            ++seen;
            EXPECT_LE(function.lines, most_lines_of_a_function)
                << file.path << ":" << function.first_line << ": " << function.name;
        }
    EXPECT_GT(seen, 100u) << "the scanner finds no functions any more";
}

TEST(the_function_scanner, measures_from_the_head_to_the_closing_brace) {
    const kafka::testing::source_file file{
        "x.cpp",
        {"namespace n {", "struct s {", "    int f(int a) {", "        if (a) { return '{'; }",
         "        return 1; // }", "    }", "};", "int g() { return 0; }", "}"}};
    const auto found = kafka::testing::functions_of(file);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].first_line, 3u);
    EXPECT_EQ(found[0].lines, 4u);
    EXPECT_EQ(found[1].lines, 1u);
}
