// Where the library's own words go. Nothing is logged unless a function is given.
#pragma once

#include <functional>
#include <string_view>

namespace kafka {

enum class log_level { debug, info, warning, error };

/// Called with one line at a time on the library's callback thread, never on an I/O thread. It must
/// not throw.
using logger = std::function<void(log_level, std::string_view line)>;

} // namespace kafka
