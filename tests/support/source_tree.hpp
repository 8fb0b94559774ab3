// The project's own source files, for the tests that hold the house in order.
#pragma once

#include <string>
#include <vector>

namespace kafka::testing {

struct source_file {
    std::string path; // relative to the project, with '/'
    std::vector<std::string> lines;
};

/// Every .hpp and .cpp below the given folders, sorted by path.
std::vector<source_file> source_files(const std::vector<std::string>& folders);

struct source_function {
    std::string name; // the text in front of its body, cut short
    std::size_t first_line = 0;
    std::size_t lines = 0;
};

/// The functions of a file, found by their braces: what is formatted by clang-format is regular
/// enough.
std::vector<source_function> functions_of(const source_file& file);

} // namespace kafka::testing
