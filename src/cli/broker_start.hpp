// kafka broker start, kafka-server-start, and the names that started ZooKeeper.
#pragma once

#include "cli/command.hpp"

namespace kafka::detail::cli {

int run_broker(const arguments& args);
int run_server_start(const arguments& args);
int run_zookeeper(const arguments& args);

} // namespace kafka::detail::cli
