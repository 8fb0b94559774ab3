// kafka-topics, as Kafka's own.
#pragma once

#include "cli/command.hpp"

namespace kafka::detail::cli {

int run_classic_topics(const arguments& args);

} // namespace kafka::detail::cli
