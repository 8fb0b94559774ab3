// Names what answers when it is not Kafka, so that a wrong port is found at once.
#pragma once

#include "wire/blob.hpp"

#include <string_view>

namespace kafka::detail::net {

/// A clause for the user; empty when the bytes look like no protocol that we know.
std::string_view foreign_protocol(wire::bytes first_bytes);

} // namespace kafka::detail::net
