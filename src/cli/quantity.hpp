// Durations, sizes and times as people type them.
#pragma once

#include <kafka/record.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::cli {

/// "500ms", "5s", "2m", "2h", "7d"; a bare number is milliseconds, as in Kafka's settings.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
/// "10MiB", "1GB", "4k", "100"; KiB, MiB, GiB are powers of 1024, kB, MB, GB of 1000, k, m, g of
/// 1024.
std::optional<std::int64_t> parse_size(std::string_view text);
/// "now", "-15m" (before now), "2026-11-21T09:00:00Z" (RFC 3339; without a zone: local),
/// milliseconds.
std::optional<timestamp> parse_time(std::string_view text, timestamp now);

/// "6.6 MiB", "909 k/s", "1.1 s": for people, not for programs.
std::string size_text(double bytes);
std::string rate_text(double per_second);
std::string duration_text(double seconds);
/// "1 000 000".
std::string count_text(std::uint64_t count);
/// "2026-11-21T09:00:00.123Z".
std::string time_text(timestamp time);

} // namespace kafka::detail::cli
