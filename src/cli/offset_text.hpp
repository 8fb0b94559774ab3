// The one grammar of offsets: start, end, N, -N (the last N), +N (N after the start), @TIME.
#pragma once

#include <kafka/record.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace kafka::detail::cli {

struct offset_text {
    enum class kind { start, end, absolute, from_end, from_start, time };
    kind what = kind::start;
    std::int64_t number = 0; // an offset, a count, or milliseconds

    friend bool operator==(const offset_text&, const offset_text&) = default;
};

/// Also takes Kafka's words: earliest, beginning, latest. Empty for anything else.
std::optional<offset_text> parse_offset(std::string_view text, timestamp now);

/// The offset that it means in a partition whose log spans [first, last). `at_time` is what the
/// broker found for a time (-1: nothing that late). An absolute offset is not checked against the
/// log.
std::int64_t resolve(const offset_text& text, std::int64_t first, std::int64_t last,
                     std::int64_t at_time);

} // namespace kafka::detail::cli
