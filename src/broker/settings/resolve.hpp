// Which value a setting has: the strongest of those that the topic, one broker, every broker, the
// start and Kafka itself give it.
#pragma once

#include "broker/settings/setting.hpp"
#include "broker/settings/topic_settings.hpp"

#include <map>
#include <string>
#include <vector>

namespace kafka::detail::broker {

/// What was set, by name.
using setting_values = std::map<std::string, std::string, std::less<>>;

/// What was set for a broker. Null: nothing.
struct broker_values {
    const setting_values* node = nullptr;
    const setting_values* all_nodes = nullptr;
    const setting_values* start = nullptr;
};

/// One of the places that a value could come from, as DescribeConfigs lists them.
struct synonym {
    std::string name;
    std::string value;
    setting_source source = setting_source::built_in;
};

struct resolved {
    std::optional<std::string> value; // null: Kafka has no default
    setting_source source = setting_source::built_in;
    std::vector<synonym> synonyms; // the strongest first
};

resolved resolve(const topic_setting& s, const setting_values* topic, const broker_values& broker);
resolved resolve(const setting& s, const broker_values& broker);

} // namespace kafka::detail::broker
