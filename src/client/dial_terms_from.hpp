// What a dialer says of how to connect.
#pragma once

#include "client/link_options.hpp"
#include "net/dial_terms.hpp"

#include <kafka/dialer.hpp>

namespace kafka::detail::client {

/// Everything but the dialer's timeout.
net::dial_terms dial_terms_from(const dialer& d, mistakes& m);

} // namespace kafka::detail::client
