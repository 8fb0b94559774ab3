// SASL on a connection that has just been made. Source: KIP-43, KIP-152.
#pragma once

#include "client/session.hpp"

namespace kafka::detail::client {

/// Returns when the broker has accepted. The mechanism's own work is done on another thread, since
/// it may ask somebody for a token or count to a million.
awaitable<outcome<nothing>> authenticate(session& on, kafka::sasl::mechanism_pointer by,
                                         kafka::sasl::peer broker);

} // namespace kafka::detail::client
