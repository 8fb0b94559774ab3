#include "broker/settings/setting.hpp"

#include "broker/limits.hpp"

#include <charconv>

namespace kafka::detail::broker {

namespace {

template <class T>
std::optional<T> number(std::string_view text) {
    text = trimmed(text);
    T out{};
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
    return out;
}

bool is_choice(std::string_view choices, std::string_view value) {
    bool found = choices.empty();
    for_each_part(choices, [&](std::string_view choice) { found = found || choice == value; });
    return found;
}

std::string why_not_an_integer(const setting& s, std::string_view value) {
    const auto n = to_integer(value);
    if (!n) return "it is not a whole number";
    if (*n < s.least) return "it must be at least " + std::to_string(s.least);
    if (*n > s.most) return "it must be at most " + std::to_string(s.most);
    return {};
}

std::string why_not_a_list(const setting& s, std::string_view value) {
    std::string wrong;
    for_each_part(value, [&](std::string_view part) {
        if (wrong.empty() && !is_choice(s.choices, part))
            wrong = "'" + std::string(part) + "' is not one of " + std::string(s.choices);
    });
    return wrong;
}

std::string why_not_of_its_type(const setting& s, std::string_view value) {
    switch (s.type) {
    case setting_type::boolean:
        if (!to_boolean(value)) return "it must be true or false";
        break;
    case setting_type::int32:
    case setting_type::int64:
        return why_not_an_integer(s, value);
    case setting_type::real:
        if (const auto n = to_real(value); !n || !(*n >= 0) || !(*n <= 1))
            return "it must be a number from 0 to 1";
        return {};
    case setting_type::list:
        return why_not_a_list(s, value);
    case setting_type::text:
    case setting_type::password:
        break;
    }
    if (!is_choice(s.choices, trimmed(value))) return "it must be one of " + std::string(s.choices);
    return {};
}

} // namespace

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<std::int64_t> to_integer(std::string_view text) { return number<std::int64_t>(text); }
std::optional<double> to_real(std::string_view text) { return number<double>(text); }

std::optional<bool> to_boolean(std::string_view text) {
    text = trimmed(text);
    if (text == "true") return true;
    if (text == "false") return false;
    return std::nullopt;
}

std::string why_not_a_value(const setting& s, std::string_view value) {
    const auto wrong = value.size() > limits::setting_value_length
                           ? std::string("it is longer than 32000 bytes")
                           : why_not_of_its_type(s, value);
    if (wrong.empty()) return {};
    const auto shown = value.size() > 200 ? value.substr(0, 200) : value;
    return "Invalid value " + std::string(shown) + " for configuration " + std::string(s.name) +
           ": " + wrong + ".";
}

} // namespace kafka::detail::broker
