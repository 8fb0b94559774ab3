// Kafka's listener lists: "PLAINTEXT://localhost:9092,CONTROLLER://:9093".
#pragma once

#include <kafka/broker/options.hpp>

#include <map>
#include <string>
#include <vector>

namespace kafka::detail::cli {

/// Host and port of "host:port", "[v6]:port" or ":port", which is every address. Throws `failure`.
broker::node parse_listener(const std::string& text);

/// Takes `listeners`, `advertised.listeners` and what belongs to them out of the settings and into
/// the node. `notes` names those that are not served. Throws `failure` when there is none left.
void take_listeners(std::map<std::string, std::string>& settings, broker::node& node,
                    std::vector<std::string>& notes);

} // namespace kafka::detail::cli
