#include "cli/quantity.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <ctime>

namespace kafka::detail::cli {

namespace {

struct unit {
    std::string_view name;
    std::int64_t factor;
};

constexpr std::array duration_units{unit{"", 1},       unit{"ms", 1},        unit{"s", 1000},
                                    unit{"m", 60'000}, unit{"h", 3'600'000}, unit{"d", 86'400'000}};

constexpr std::int64_t kibi = 1024;
constexpr std::array size_units{unit{"", 1},
                                unit{"b", 1},
                                unit{"k", kibi},
                                unit{"kib", kibi},
                                unit{"kb", 1000},
                                unit{"m", kibi* kibi},
                                unit{"mib", kibi* kibi},
                                unit{"mb", 1'000'000},
                                unit{"g", kibi* kibi* kibi},
                                unit{"gib", kibi* kibi* kibi},
                                unit{"gb", 1'000'000'000}};

/// A number that may have a fraction, followed by a unit.
std::optional<std::int64_t> parse_with_unit(std::string_view text, std::span<const unit> units) {
    double number = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || !std::isfinite(number)) return std::nullopt;
    std::string name(rest, end);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto found = std::ranges::find(units, name, &unit::name);
    if (found == units.end()) return std::nullopt;
    const auto value = number * static_cast<double>(found->factor);
    if (std::abs(value) > 9e15) return std::nullopt;
    return static_cast<std::int64_t>(std::llround(value));
}

/// The zone at the end of an RFC 3339 time, in seconds east of Greenwich; empty when it makes no
/// sense.
std::optional<std::optional<long>> parse_zone(std::string_view text) {
    if (text.empty()) return std::optional<long>{};
    if (text == "Z" || text == "z") return std::optional<long>{0};
    int hours = 0;
    int minutes = 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    std::from_chars(text.data() + 1, text.data() + 3, hours);
    std::from_chars(text.data() + 4, text.data() + 6, minutes);
    const long seconds = hours * 3600L + minutes * 60L;
    return std::optional<long>{text[0] == '-' ? -seconds : seconds};
}

std::optional<timestamp> parse_date(std::string_view text) {
    const std::string owned(text);
    std::tm parts{};
    const char* rest = strptime(owned.c_str(), "%Y-%m-%d", &parts);
    if (rest == nullptr) return std::nullopt;
    if (*rest == 'T' || *rest == ' ') rest = strptime(rest + 1, "%H:%M:%S", &parts);
    if (rest == nullptr) return std::nullopt;
    double fraction = 0;
    if (*rest == '.') {
        const auto [end, error] = std::from_chars(rest, owned.c_str() + owned.size(), fraction);
        if (error != std::errc()) return std::nullopt;
        rest = end;
    }
    const auto zone = parse_zone(rest);
    if (!zone) return std::nullopt;
    parts.tm_isdst = -1;
    const auto seconds = *zone ? timegm(&parts) - **zone : std::mktime(&parts);
    return timestamp(std::chrono::milliseconds(seconds * 1000 + std::llround(fraction * 1000)));
}

} // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    const auto ms = parse_with_unit(text, duration_units);
    if (!ms) return std::nullopt;
    return std::chrono::milliseconds(*ms);
}

std::optional<std::int64_t> parse_size(std::string_view text) {
    return parse_with_unit(text, size_units);
}

std::optional<timestamp> parse_time(std::string_view text, timestamp now) {
    if (text == "now") return now;
    if (text.starts_with('-')) {
        const auto ago = parse_duration(text.substr(1));
        return ago ? std::optional(now - *ago) : std::nullopt;
    }
    std::int64_t ms = 0;
    const auto* end = text.data() + text.size();
    if (const auto [rest, error] = std::from_chars(text.data(), end, ms);
        error == std::errc() && rest == end)
        return timestamp(std::chrono::milliseconds(ms));
    return parse_date(text);
}

std::string size_text(double bytes) {
    constexpr std::array names{"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t i = 0;
    for (; bytes >= 1024 && i + 1 < names.size(); ++i) bytes /= 1024;
    return i == 0 ? fmt::format("{:.0f} B", bytes) : fmt::format("{:.1f} {}", bytes, names[i]);
}

std::string rate_text(double per_second) {
    if (per_second >= 1e6) return fmt::format("{:.2f} M/s", per_second / 1e6);
    if (per_second >= 1e3) return fmt::format("{:.0f} k/s", per_second / 1e3);
    return fmt::format("{:.0f}/s", per_second);
}

std::string duration_text(double seconds) {
    return seconds < 1 ? fmt::format("{:.0f} ms", seconds * 1000)
                       : fmt::format("{:.1f} s", seconds);
}

std::string count_text(std::uint64_t count) {
    auto text = std::to_string(count);
    for (auto at = static_cast<long>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), " ");
    return text;
}

std::string time_text(timestamp time) {
    const auto ms = time.time_since_epoch().count();
    const auto within = ((ms % 1000) + 1000) % 1000;
    const auto seconds = static_cast<std::time_t>((ms - within) / 1000);
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(seconds), within);
}

} // namespace kafka::detail::cli
