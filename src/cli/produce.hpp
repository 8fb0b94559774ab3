// kafka produce
#pragma once

#include "cli/command.hpp"

namespace kafka::detail::cli {

int run_produce(const arguments& args);

} // namespace kafka::detail::cli
