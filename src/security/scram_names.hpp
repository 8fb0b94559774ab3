// Names inside SCRAM and OAUTHBEARER messages: a comma is written =2C and an equals sign =3D.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::security {

std::string escape_name(std::string_view name);
/// Empty when it is no saslname as Kafka reads it: at least one character, seven-bit without NUL,
/// and every equals sign starts one of the two escapes.
std::optional<std::string> unescape_name(std::string_view text);

} // namespace kafka::detail::security
