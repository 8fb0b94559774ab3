// The settings that say how connections are encrypted and who logs in. They mean something together
// only, so that they are taken together.
#pragma once

#include <kafka/dialer.hpp>
#include <kafka/properties.hpp>

namespace kafka::detail::client {

/// Their names, Java's and librdkafka's.
const std::vector<std::string>& security_names();

/// Puts TLS and SASL into the dialer, which is made when one of them is wanted.
std::vector<property_mistake> apply_security(const properties& settings,
                                             std::optional<dialer>& into);

} // namespace kafka::detail::client
