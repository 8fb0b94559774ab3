// Keys that check signatures, and the check itself (JSON web algorithms, RFC 7518).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace kafka::detail::security {

/// An RSA or elliptic-curve key. Thread-safety: immutable; copy it freely.
class public_key {
public:
    /// From modulus and exponent, big-endian. Empty when the key is shorter than 2048 bits, longer
    /// than 16384, or no key at all.
    static std::optional<public_key> rsa(std::string_view modulus, std::string_view exponent);
    /// From a point of "P-256", "P-384" or "P-521". Empty when it is not on that curve.
    static std::optional<public_key> elliptic(std::string_view curve, std::string_view x,
                                              std::string_view y);

    /// Whether a signature by this algorithm can be this kind of key's: RS256, RS384, RS512, PS256,
    /// PS384, PS512 of RSA, and the one of ES256, ES384, ES512 that goes with the curve.
    bool suits(std::string_view algorithm) const;
    /// Whether the signature is the key's, of this text; false when the algorithm does not suit.
    bool verify(std::string_view algorithm, std::string_view text,
                std::string_view signature) const;

private:
    public_key(std::shared_ptr<evp_pkey_st> key, std::string curve);

    std::shared_ptr<evp_pkey_st> key_;
    std::string curve_; // empty: RSA
};

} // namespace kafka::detail::security
