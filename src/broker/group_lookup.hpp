// What handlers of group requests need to know first.
#pragma once

#include <kafka/broker_errc.hpp>

#include <string>
#include <string_view>

namespace kafka::detail::broker {

struct context;

/// `none` when the node that was asked coordinates this group; otherwise what Kafka answers.
broker_errc why_not_coordinator(const context& c, std::string_view group);
/// The same for a group that is there.
bool coordinates(const context& c, std::string_view group);

/// The address that a request came from, as Kafka tells it: "/127.0.0.1".
std::string host_of(std::string_view address);

} // namespace kafka::detail::broker
