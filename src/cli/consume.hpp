// kafka consume
#pragma once

#include "cli/command.hpp"

namespace kafka::detail::cli {

int run_consume(const arguments& args);

} // namespace kafka::detail::cli
