// A login configuration (JAAS), the value of Kafka's sasl.jaas.config: a Java class that is only a
// name here, a flag, and options.
#pragma once

#include <kafka/secret.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::security {

struct login_config {
    std::string module; // for example org.apache.kafka.common.security.plain.PlainLoginModule
    std::map<std::string, secret, std::less<>> options;
};

/// Reads `Module required name="value" ... ;` as Java does: single or double quotes with backslash
/// escapes, comments. Empty when it is not one such entry; `mistake` then says why, without values.
std::optional<login_config> read_login_config(std::string_view text, std::string& mistake);

} // namespace kafka::detail::security
