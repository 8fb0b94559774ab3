#include "support/places.hpp"

namespace kafka::testing {

std::string source_directory() { return KAFKA_SOURCE_DIR; }
std::string build_directory() { return KAFKA_BINARY_DIR; }
std::string compiler() { return KAFKA_COMPILER; }

} // namespace kafka::testing
