// The client's message of OAUTHBEARER (RFC 7628): a token, and pairs of names and values beside it.
#pragma once

#include <kafka/secret.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::security {

/// Longer messages are refused unread. The token in it has a limit of its own.
inline constexpr std::size_t max_oauth_message = 128 * 1024;

struct oauth_message {
    std::string authorization_id;
    secret token;
    std::map<std::string, std::string> extensions;
};

/// Read as Kafka reads it: the header "n", the scheme "Bearer" in any case, a token of letters,
/// digits, '-', '_' and '.', extensions of letters with printable values.
std::optional<oauth_message> read_oauth_message(std::string_view text);
secret write_oauth_message(std::string_view token,
                           const std::map<std::string, std::string>& extensions);

/// Whether it may be sent beside a token: letters, but not "auth", and a printable value.
bool is_extension(std::string_view name, std::string_view value);

} // namespace kafka::detail::security
