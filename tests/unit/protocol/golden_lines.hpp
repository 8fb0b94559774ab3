// The checked-in files that the tests of the messages compare with.
#pragma once

#include "catalogue.hpp"
#include "support/places.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <sstream>

namespace kafka::test {

inline constexpr std::array<std::string_view, 3> tables{"requests", "metadata_records",
                                                        "group_records"};

/// The lines of a file in tests/data that are not comments.
inline std::vector<std::string> data_lines(const std::string& name) {
    std::ifstream in(kafka::testing::source_directory() + "/tests/data/" + name);
    EXPECT_TRUE(in) << "cannot read tests/data/" << name;
    std::vector<std::string> out;
    for (std::string line; std::getline(in, line);)
        if (!line.starts_with('#')) out.push_back(line);
    return out;
}

/// What Apache's code makes of one message, filled in one way, in some versions.
struct golden_line {
    std::string message;
    wire::versions versions;
    fill_case what = fill_case::initial;
    buffer bytes;
    std::string text; // for messages of failing tests
};

inline buffer from_hex(std::string_view hex) {
    buffer out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        out.push_back(
            static_cast<std::byte>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
    return out;
}

inline fill_case case_named(std::string_view name) {
    constexpr std::array<std::string_view, 6> names{"initial", "full",   "nulls",
                                                    "empty",   "absent", "bare"};
    const auto found = std::find(names.begin(), names.end(), name);
    EXPECT_NE(found, names.end()) << name;
    return static_cast<fill_case>(found - names.begin());
}

inline golden_line parse_golden(const std::string& text) {
    std::istringstream words(text);
    std::string range, what, hex;
    golden_line line;
    words >> line.message >> range >> what >> hex;
    const auto dash = range.find('-');
    line.versions.min = static_cast<std::int16_t>(std::stoi(range));
    line.versions.max = dash == std::string::npos
                            ? line.versions.min
                            : static_cast<std::int16_t>(std::stoi(range.substr(dash + 1)));
    line.what = case_named(what);
    line.bytes = from_hex(hex);
    line.text = line.message + " " + range + " " + what;
    return line;
}

inline const std::vector<golden_line>& golden_lines() {
    static const auto all = [] {
        std::vector<golden_line> out;
        for (auto table : tables)
            for (const auto& text : data_lines("golden/" + std::string(table) + ".txt"))
                out.push_back(parse_golden(text));
        return out;
    }();
    return all;
}

/// Calls `f(entry, line, version)` for each version of each line whose message we have.
template <class F>
void for_each_golden(F f) {
    for (const auto& line : golden_lines()) {
        const auto found = catalogue().find(line.message);
        if (found == catalogue().end()) continue; // the test of the schemas reports it
        for (auto v = line.versions.min; v <= line.versions.max; ++v) f(found->second, line, v);
    }
}

} // namespace kafka::test
