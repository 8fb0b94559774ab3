// Which names a topic may have.
#pragma once

#include <string>
#include <string_view>

namespace kafka::detail::broker {

/// Empty when `name` is legal; otherwise why it is not, in words for the client.
std::string why_not_a_topic_name(std::string_view name);

/// Two names that differ in '.' and '_' only would give the same metric in Kafka, so the second is
/// refused. Gives the form that such names share.
std::string collision_form(std::string_view name);

/// Topics that the broker keeps for itself.
bool is_internal_topic(std::string_view name);

} // namespace kafka::detail::broker
