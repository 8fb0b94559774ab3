// SaslHandshake (17): a client chooses the mechanism by which it will authenticate. Source: KIP-43,
// KIP-152.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct sasl_handshake_response {
    std::int16_t error_code = 0;
    std::vector<std::string_view> mechanisms;
    bool operator==(const sasl_handshake_response&) const = default;

    using self = sasl_handshake_response;
    static constexpr std::tuple fields{
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::mechanisms, "Mechanisms"},
    };
};

/// After version 0 the mechanism's bytes follow without any frame of Kafka's, after version 1 in
/// SaslAuthenticate.
struct sasl_handshake_request {
    using response = sasl_handshake_response;
    static constexpr auto key = api_key::sasl_handshake;
    static constexpr versions valid{0, 1};
    static constexpr std::int16_t flexible_since = never_flexible;

    std::string_view mechanism;
    bool operator==(const sasl_handshake_request&) const = default;

    using self = sasl_handshake_request;
    static constexpr std::tuple fields{
        wire::field{&self::mechanism, "Mechanism"},
    };
};

} // namespace kafka::detail::protocol
