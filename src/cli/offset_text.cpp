#include "cli/offset_text.hpp"

#include "cli/quantity.hpp"

#include <algorithm>
#include <charconv>

namespace kafka::detail::cli {

namespace {

std::optional<std::int64_t> parse_number(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || rest != end || value < 0) return std::nullopt;
    return value;
}

} // namespace

std::optional<offset_text> parse_offset(std::string_view text, timestamp now) {
    using kind = offset_text::kind;
    if (text == "start" || text == "earliest" || text == "beginning")
        return offset_text{kind::start, 0};
    if (text == "end" || text == "latest") return offset_text{kind::end, 0};
    if (text.starts_with('@')) {
        const auto time = parse_time(text.substr(1), now);
        if (!time) return std::nullopt;
        return offset_text{kind::time, time->time_since_epoch().count()};
    }
    const auto what = text.starts_with('-')   ? kind::from_end
                      : text.starts_with('+') ? kind::from_start
                                              : kind::absolute;
    if (what != kind::absolute) text.remove_prefix(1);
    const auto number = parse_number(text);
    if (!number) return std::nullopt;
    return offset_text{what, *number};
}

std::int64_t resolve(const offset_text& text, std::int64_t first, std::int64_t last,
                     std::int64_t at_time) {
    using kind = offset_text::kind;
    switch (text.what) {
    case kind::start:
        return first;
    case kind::end:
        return last;
    case kind::absolute:
        return text.number;
    case kind::from_end:
        return std::max(first, last - text.number);
    case kind::from_start:
        return std::min(last, first + text.number);
    case kind::time:
        return at_time < 0 ? last : at_time;
    }
    return first;
}

} // namespace kafka::detail::cli
