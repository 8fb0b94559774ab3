// The order in which Kafka's own tools list what they keep in a HashMap.
#pragma once

#include <kafka/client.hpp>

#include <vector>

namespace kafka::detail::cli {

/// Sorted as a Java HashMap that took the names in the order given would list them.
void sort_as_java(std::vector<config_entry>& entries);

} // namespace kafka::detail::cli
