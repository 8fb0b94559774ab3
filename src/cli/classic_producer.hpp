// kafka-console-producer, as Kafka's own.
#pragma once

#include "cli/command.hpp"

namespace kafka::detail::cli {

int run_classic_producer(const arguments& args);

} // namespace kafka::detail::cli
