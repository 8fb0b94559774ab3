// SaslAuthenticate (36): one step of the chosen mechanism. Source: KIP-152, KIP-368.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"
#include "wire/compare.hpp"

#include <optional>
#include <string_view>

namespace kafka::detail::protocol {

struct sasl_authenticate_response {
    std::int16_t error_code = 0;
    std::optional<std::string_view> error_message = "";
    wire::bytes auth_bytes;
    std::int64_t session_lifetime_ms = 0; // 0: the session does not end
    bool operator==(const sasl_authenticate_response& other) const {
        return wire::same(*this, other);
    }

    using self = sasl_authenticate_response;
    static constexpr std::tuple fields{
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::error_message, "ErrorMessage"}.null_since(0),
        wire::field{&self::auth_bytes, "AuthBytes"},
        wire::field{&self::session_lifetime_ms, "SessionLifetimeMs", wire::since(1)}.ignore(),
    };
};

struct sasl_authenticate_request {
    using response = sasl_authenticate_response;
    static constexpr auto key = api_key::sasl_authenticate;
    static constexpr versions valid{0, 2};
    static constexpr std::int16_t flexible_since = 2;

    wire::bytes auth_bytes;
    bool operator==(const sasl_authenticate_request& other) const {
        return wire::same(*this, other);
    }

    using self = sasl_authenticate_request;
    static constexpr std::tuple fields{
        wire::field{&self::auth_bytes, "AuthBytes"},
    };
};

} // namespace kafka::detail::protocol
