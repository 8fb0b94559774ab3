// How many replicas must have a batch before it counts as written.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kafka {

/// Kafka's `acks`. none: the broker does not answer, and loss goes unnoticed. one: the leader has
/// it. all: every in-sync replica has it (the default everywhere in this library).
enum class acks : std::int16_t { none = 0, one = 1, all = -1 };

constexpr std::string_view to_string(acks a) {
    return a == acks::none ? "none" : a == acks::one ? "one" : "all";
}

/// Reads "none", "one", "all" and Kafka's "0", "1", "-1"; empty for anything else.
constexpr std::optional<acks> acks_from_string(std::string_view text) {
    if (text == "none" || text == "0") return acks::none;
    if (text == "one" || text == "1") return acks::one;
    if (text == "all" || text == "-1") return acks::all;
    return std::nullopt;
}

} // namespace kafka
