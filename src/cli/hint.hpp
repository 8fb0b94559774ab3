// What to do about an error of the library.
#pragma once

#include <string>
#include <system_error>

namespace kafka::detail::cli {

/// Empty when there is nothing short to say.
std::string hint_for(const std::error_code& error);

} // namespace kafka::detail::cli
