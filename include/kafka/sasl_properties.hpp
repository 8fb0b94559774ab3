// Mechanisms from the properties that Java clients are configured with.
#pragma once

#include <kafka/sasl.hpp>

#include <string_view>

namespace kafka::sasl {

/// The mechanism of `sasl.mechanism` with the options of `sasl.jaas.config`: PLAIN and
/// SCRAM-SHA-256 and -512 with username and password; AWS_MSK_IAM, with awsProfileName when it is
/// given; OAUTHBEARER with a token that nobody signs (unsecuredLoginStringClaim_sub, and
/// unsecuredLoginLifetimeSeconds with default 3600). The class that the configuration names does
/// not matter. Throws kafka::error (errc::invalid_option) when the configuration cannot be read,
/// the mechanism is another, or what it needs is not there.
mechanism_pointer mechanism_of_properties(std::string_view mechanism, std::string_view jaas_config);

} // namespace kafka::sasl
