// What the client's side of a mechanism throws.
#pragma once

#include <string>

namespace kafka::detail::security {

/// The exchange failed on our side: the broker said something that must not be accepted.
[[noreturn]] void fail_authentication(const std::string& what);
/// The user's options make no sense.
[[noreturn]] void fail_option(const std::string& what);

} // namespace kafka::detail::security
