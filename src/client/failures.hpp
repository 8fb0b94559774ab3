// From failures inside the library to what users see.
#pragma once

#include "cluster/outcome.hpp"
#include "cluster/trail.hpp"

#include <string_view>

namespace kafka::detail::client {

using cluster::failure;
using cluster::outcome;
using cluster::trail;

/// Throws kafka::error.
[[noreturn]] void raise(const failure& f);
/// The failure of a call whose context ended: what went wrong meanwhile is its causes.
failure ended_by_context(std::error_code why, std::string_view call, const trail& so_far);

} // namespace kafka::detail::client
