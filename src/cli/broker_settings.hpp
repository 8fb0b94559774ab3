// From a server.properties file and -X to the options of our broker.
#pragma once

#include <kafka/broker/options.hpp>

#include <map>
#include <string>
#include <vector>

namespace kafka::detail::cli {

using settings_map = std::map<std::string, std::string>;

struct broker_settings {
    broker::options options;
    std::vector<std::string> notes; // one line each, for standard error
};

/// `file`: settings of a properties file; what has no meaning for a single node, or is unknown,
/// gets a note. `given`: those of -X or --override, which win and must all be known. Throws
/// `failure`.
broker_settings settings_of(const settings_map& file, const settings_map& given);

/// "key=value" texts as a map; `option` names them in the failure.
settings_map key_values(const std::vector<std::string>& texts, const std::string& option);

} // namespace kafka::detail::cli
