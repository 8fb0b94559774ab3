// Every broker setting that this broker knows, by Kafka's names.
#pragma once

#include "broker/settings/setting.hpp"

#include <span>

namespace kafka::detail::broker {

std::span<const setting> broker_settings();
/// Null when it is not in the table.
const setting* find_broker_setting(std::string_view name);

} // namespace kafka::detail::broker
