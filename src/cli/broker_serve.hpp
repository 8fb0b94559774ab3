// A broker as a process: serves until a signal.
#pragma once

#include "cli/broker_settings.hpp"

namespace kafka::detail::cli {

/// Writes "listening on HOST:PORT" to standard output once it answers there, everything else to
/// standard error. 0 after a clean stop. Throws what the broker throws.
int serve(broker_settings settings);

} // namespace kafka::detail::cli
