// Where this clone and its build are. Functions, so that only one file is compiled with the paths
// and the compiler cache serves the others to every clone.
#pragma once

#include <string>

namespace kafka::testing {

/// With '/' at the end of neither.
std::string source_directory();
std::string build_directory();
/// The compiler that built the tests.
std::string compiler();

} // namespace kafka::testing
