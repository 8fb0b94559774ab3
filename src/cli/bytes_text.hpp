// Bytes as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::cli {

std::string hex_text(std::string_view bytes);
std::string base64_text(std::string_view bytes);
/// Empty when it is not base64 with padding.
std::optional<std::string> from_base64(std::string_view text);
bool is_utf8(std::string_view bytes);
/// Control bytes escaped, for a terminal.
std::string printable(std::string_view bytes);

} // namespace kafka::detail::cli
