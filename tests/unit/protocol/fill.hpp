// Fills any message by the rule of tools/golden/src/main/java/golden/Filler.java, so that our bytes
// can be compared with those that Apache's own code made. The two must be changed together.
#pragma once

#include "reflection.hpp"

namespace kafka::test {

enum class fill_case { initial, full, nulls, empty, absent, bare };

/// Fills the message at `to`, which must be as its constructor left it.
void fill(void* to, const std::vector<field_view>& fields, fill_case what, std::int16_t version);

} // namespace kafka::test
