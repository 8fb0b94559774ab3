// Ctrl-C as a stop token.
#pragma once

#include <stop_token>

namespace kafka {

/// Stopped when the program is asked to end: by SIGINT (Ctrl-C) or SIGTERM. The second signal ends
/// the program at once, as if this had never been called. The first call sets the handlers, for the
/// whole process and for good. Thread-safe.
///     std::stop_callback on_stop(kafka::signal_stop(), [&] { reader.close(); });
///     while (auto m = reader.read_message({})) work(*m);   // ends, and the group knows at once
/// Or as a context, whose calls then throw errc::cancelled: reader.read_message(signal_stop()).
std::stop_token signal_stop();

} // namespace kafka
