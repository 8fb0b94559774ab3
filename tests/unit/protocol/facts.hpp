// Our field tables as lines of facts, in the format that tools/schema_facts.py states. The same
// normal form on both sides is what makes the comparison a comparison of text.
#pragma once

#include "reflection.hpp"

#include <string>

namespace kafka::test {

/// One line per field of a message with these versions.
std::vector<std::string> facts_of(const std::string& message, const std::vector<field_view>& fields,
                                  wire::versions valid);

/// The fields whose member has another name than the schema gives them. Without this a table could
/// point "Host" at another member of the same type, and every walk over tables would agree with it.
std::vector<std::string> misnamed(const std::string& message,
                                  const std::vector<field_view>& fields);

} // namespace kafka::test
