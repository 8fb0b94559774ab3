// Which records of transactions a reader sees.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kafka {

/// Kafka's `isolation.level`. read_uncommitted: everything up to the high watermark.
/// read_committed: up to the first transaction that is still open, without the records of aborted
/// ones.
enum class isolation_level : std::int8_t { read_uncommitted = 0, read_committed = 1 };

constexpr std::string_view to_string(isolation_level level) {
    return level == isolation_level::read_committed ? "read_committed" : "read_uncommitted";
}

/// Reads the names above; empty for anything else.
constexpr std::optional<isolation_level> isolation_level_from_string(std::string_view text) {
    if (text == "read_uncommitted") return isolation_level::read_uncommitted;
    if (text == "read_committed") return isolation_level::read_committed;
    return std::nullopt;
}

} // namespace kafka
