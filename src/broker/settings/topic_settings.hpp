// Every setting that a topic may have, with the broker settings that give its default.
#pragma once

#include "broker/settings/setting.hpp"

#include <span>

namespace kafka::detail::broker {

/// A broker setting that stands behind a topic's: its value times `unit` is the topic's.
struct broker_default {
    std::string_view name;
    std::int64_t unit = 1;
};

struct topic_setting : setting {
    std::span<const broker_default> defaults = {}; // the strongest first
};

std::span<const topic_setting> topic_settings();
/// Null when Kafka's topics have no such setting.
const topic_setting* find_topic_setting(std::string_view name);

} // namespace kafka::detail::broker
