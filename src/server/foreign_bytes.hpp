// Names what reached the port when it is not Kafka, so that the log says it in words.
#pragma once

#include "wire/blob.hpp"

#include <string_view>

namespace kafka::detail::server {

/// A clause about the first bytes of a connection; empty when they look like nothing that we know.
std::string_view foreign_bytes(wire::bytes first);

} // namespace kafka::detail::server
