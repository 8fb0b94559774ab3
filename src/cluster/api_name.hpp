// The names by which Kafka's documentation calls its APIs, for the words in errors.
#pragma once

#include "protocol/api.hpp"

#include <string_view>

namespace kafka::detail::cluster {

std::string_view name_of(protocol::api_key key);

} // namespace kafka::detail::cluster
