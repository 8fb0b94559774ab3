#include "cli/owned_record.hpp"

namespace kafka::detail::cli {

namespace {

bytes_view view_of(const std::optional<std::string>& text) {
    return text ? bytes_view(*text) : bytes_view();
}

} // namespace

const record& owned_record::view() {
    headers_.clear();
    for (const auto& [key, value] : fields_.headers) headers_.push_back({key, view_of(value)});
    record_ = {.key = view_of(fields_.key),
               .value = view_of(fields_.value),
               .headers = headers_,
               .partition = fields_.partition.value_or(-1),
               .timestamp = timestamp(std::chrono::milliseconds(fields_.timestamp_ms.value_or(0)))};
    return record_;
}

std::pair<std::string, std::optional<std::string>> parse_header(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == text.npos) return {text, std::nullopt};
    return {text.substr(0, equals), text.substr(equals + 1)};
}

} // namespace kafka::detail::cli
