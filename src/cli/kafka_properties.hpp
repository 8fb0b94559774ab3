// The server.properties with which Apache Kafka goes on where our broker stopped.
#pragma once

#include "cli/broker_settings.hpp"

#include <kafka/broker/inspection.hpp>

namespace kafka::detail::cli {

struct kafka_place {
    std::string directory; // absolute
    std::string listen;
    std::string controller;
};

/// `started_with`: the settings that our broker was given, which win over our defaults.
std::string kafka_properties(const broker::inspection& found, const kafka_place& where,
                             const settings_map& started_with);

} // namespace kafka::detail::cli
