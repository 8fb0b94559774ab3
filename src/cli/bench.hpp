// kafka bench
#pragma once

#include "cli/command.hpp"

namespace kafka::detail::cli {

int run_bench(const arguments& args);

} // namespace kafka::detail::cli
