// kafka topic
#pragma once

#include "cli/command.hpp"

namespace kafka::detail::cli {

int run_topic(const arguments& args);

} // namespace kafka::detail::cli
