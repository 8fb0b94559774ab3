// From a server.properties file and -X to the options of our broker.
#pragma once

#include <kafka/broker/options.hpp>

#include <map>
#include <string>
#include <vector>

namespace kafka::detail::cli {

struct broker_settings {
    broker::options options;
    std::vector<std::string> notes; // one line each, for standard error
};

/// `file`: settings of a properties file, whose keys for ZooKeeper, controllers and several
/// directories are noted or refused; `given`: those of -X or --override, which win and must all be
/// known. Throws `failure`.
broker_settings settings_of(const std::map<std::string, std::string>& file,
                            const std::map<std::string, std::string>& given);

/// "host:port", "PLAINTEXT://host:port", "PLAINTEXT://:9092" (all addresses). Throws `failure`.
broker::node parse_listener(const std::string& text);

} // namespace kafka::detail::cli
