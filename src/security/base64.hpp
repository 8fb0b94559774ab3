// Base64 of RFC 4648, read strictly: one text for one value, so that what was signed cannot be
// written in another way.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::security {

std::string base64(std::string_view bytes);
/// Empty when the text is not base64 with its padding.
std::optional<std::string> from_base64(std::string_view text);
/// The alphabet for URLs, without padding: what JSON web tokens are written in.
std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

} // namespace kafka::detail::security
