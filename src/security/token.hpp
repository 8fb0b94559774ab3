// JSON web tokens in their compact form (RFC 7515, RFC 7519), and the rules that a broker holds
// them to.
#pragma once

#include "security/json.hpp"
#include "security/key_set.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace kafka::detail::security {

/// Longer tokens are refused unread.
inline constexpr std::size_t max_token = 64 * 1024;

struct token {
    json_object header;
    json_object claims;
    std::string signed_text;
    std::string signature; // empty: unsecured
};

/// Empty when it is not three parts of base64url of which the first two are JSON objects.
std::optional<token> read_token(std::string_view text);

struct token_rules {
    /// Take tokens that nobody signed ("alg": "none"), as Kafka does out of the box: for tests
    /// only. Signed ones are then refused, because nothing could check them.
    bool unsecured = false;
    key_set keys;
    /// The only issuer; empty: any.
    std::string issuer;
    /// The token must be for one of these; empty: for anybody.
    std::vector<std::string> audiences;
    /// What the token's scope must include.
    std::vector<std::string> required_scopes;
    std::string principal_claim = "sub";
    std::string scope_claim = "scope";
    /// How far the issuer's clock may be from ours.
    std::chrono::seconds clock_skew{30};
};

struct checked_token {
    bool ok = false;
    std::string principal;
    std::chrono::system_clock::time_point expires;
    /// Not ok: "invalid_token" or "insufficient_scope" (RFC 6750), and why, for the log.
    std::string status;
    std::string reason;
};

/// `now` decides about exp, nbf and iat. A token must have an exp and a principal, and a signed one
/// an iat, as Kafka asks.
checked_token check_token(std::string_view text, const token_rules& rules,
                          std::chrono::system_clock::time_point now);

} // namespace kafka::detail::security
