// kafka-consumer-groups
#pragma once

#include "cli/command.hpp"

namespace kafka::detail::cli {

int run_classic_groups(const arguments& args);

} // namespace kafka::detail::cli
