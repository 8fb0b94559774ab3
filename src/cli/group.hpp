// kafka group list | show | lag | reset | delete
#pragma once

#include "cli/command.hpp"

namespace kafka::detail::cli {

int run_group(const arguments& args);

} // namespace kafka::detail::cli
