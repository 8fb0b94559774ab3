// One setting that Kafka knows: its name, type, default and bounds.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::broker {

/// Kafka's numbers, as DescribeConfigs tells them. Source: KIP-569.
enum class setting_type : std::int8_t {
    boolean = 1,
    text = 2,
    int32 = 3,
    int64 = 5,
    real = 6,
    list = 7,
    password = 9, // told to nobody
};

/// Where a value comes from, the strongest first. Kafka's numbers. Source: KIP-226.
enum class setting_source : std::int8_t {
    topic = 1,
    node = 2,      // set for one broker while it ran
    all_nodes = 3, // set for every broker while it ran
    start = 4,     // given at the start
    built_in = 5,
};

/// What a broker setting does here.
enum class setting_effect {
    served,   // does what it does in Kafka
    dynamic,  // the same, and may be altered while the broker runs
    none,     // Kafka has it; this broker has nothing that it could tune
    computed, // told, but set by other means (the listeners, the data directory)
};

inline constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t int32_limit = std::numeric_limits<std::int32_t>::max();

struct setting {
    std::string_view name;
    setting_type type = setting_type::text;
    std::optional<std::string_view> built_in; // null: Kafka has no default
    std::int64_t least = std::numeric_limits<std::int64_t>::min();
    std::int64_t most = no_limit;
    std::string_view choices = {}; // separated by commas; empty: anything
    setting_effect effect = setting_effect::served;
};

/// Empty when `value` is one that the setting may have; otherwise why it is not.
std::string why_not_a_value(const setting& s, std::string_view value);

std::optional<std::int64_t> to_integer(std::string_view text);
std::optional<double> to_real(std::string_view text);
std::optional<bool> to_boolean(std::string_view text);
/// Calls `f` with each part of a comma-separated list, without the spaces around it.
template <class F>
void for_each_part(std::string_view list, F&& f);
std::string_view trimmed(std::string_view text);

template <class F>
void for_each_part(std::string_view list, F&& f) {
    while (!list.empty()) {
        const auto comma = list.find(',');
        if (const auto part = trimmed(list.substr(0, comma)); !part.empty()) f(part);
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
    }
}

} // namespace kafka::detail::broker
