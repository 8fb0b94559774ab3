#include "broker/topic_names.hpp"

#include "broker/limits.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

bool is_legal(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

} // namespace

std::string why_not_a_topic_name(std::string_view name) {
    if (name.empty()) return "A topic name must not be empty.";
    if (name == "." || name == "..") return "A topic name must not be '.' or '..'.";
    if (name.size() > limits::topic_name_length)
        return "A topic name must not be longer than 249 characters.";
    if (!std::ranges::all_of(name, is_legal))
        return "A topic name may hold ASCII letters, digits, '.', '_' and '-' only.";
    return {};
}

std::string collision_form(std::string_view name) {
    std::string form(name);
    std::ranges::replace(form, '.', '_');
    return form;
}

bool is_internal_topic(std::string_view name) {
    return name == "__consumer_offsets" || name == "__transaction_state";
}

} // namespace kafka::detail::broker
