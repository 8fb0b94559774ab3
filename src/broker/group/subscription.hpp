// What the members of a group of consumers say they read.
#pragma once

#include "wire/blob.hpp"

#include <optional>
#include <set>
#include <string>

namespace kafka::detail::broker {

/// The protocol type of groups that share topics among consumers.
inline constexpr const char* consumer_protocol = "consumer";

using topic_names = std::set<std::string, std::less<>>;

/// Adds the topics of a consumer's subscription to `out`. Every version of it begins like the
/// first. False when it cannot be read.
bool add_subscribed_topics(wire::bytes subscription, topic_names& out);

} // namespace kafka::detail::broker
