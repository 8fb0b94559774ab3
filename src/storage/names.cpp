#include "storage/names.hpp"

#include <algorithm>
#include <charconv>

namespace kafka::detail::storage {

namespace {

constexpr std::size_t digits = 20;

template <class Integer>
std::optional<Integer> number(std::string_view text) {
    Integer value = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stopped != end || value < 0) return std::nullopt;
    return value;
}

} // namespace

std::string file_name(std::int64_t offset, std::string_view suffix) {
    const auto text = std::to_string(offset);
    std::string name(digits - std::min(digits, text.size()), '0');
    return name.append(text).append(suffix);
}

std::optional<std::int64_t> offset_of(std::string_view name, std::string_view suffix) {
    if (name.size() != digits + suffix.size() || !name.ends_with(suffix)) return std::nullopt;
    return number<std::int64_t>(name.substr(0, digits));
}

std::string join(std::string_view directory, std::string_view name) {
    std::string path(directory);
    if (!path.empty() && path.back() != '/') path += '/';
    return path.append(name);
}

std::string directory_name(const topic_partition& of) {
    return of.topic + '-' + std::to_string(of.partition);
}

std::optional<topic_partition> partition_of(std::string_view directory_name) {
    const auto dash = directory_name.rfind('-');
    if (dash == std::string_view::npos || dash == 0) return std::nullopt;
    const auto partition = number<std::int32_t>(directory_name.substr(dash + 1));
    if (!partition) return std::nullopt;
    return topic_partition{std::string(directory_name.substr(0, dash)), *partition};
}

} // namespace kafka::detail::storage
