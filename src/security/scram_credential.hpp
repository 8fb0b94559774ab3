// What a broker keeps of a SCRAM user: enough to check a proof, too little to make one.
#pragma once

#include "security/digest.hpp"

#include <kafka/secret.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::security {

/// Kafka's bounds for new credentials. Passwords are the bytes that they are (Kafka skips
/// SASLprep).
inline constexpr int min_iterations = 4096;
inline constexpr int max_iterations = 16384;

constexpr bool iterations_allowed(int iterations) {
    return iterations >= min_iterations && iterations <= max_iterations;
}

/// As a UserScramCredentialRecord of the metadata log holds it.
struct scram_credential {
    std::string salt;
    secret stored_key;
    secret server_key;
    int iterations = 0;

    bool operator==(const scram_credential&) const = default;
};

/// "SCRAM-SHA-256" or "SCRAM-SHA-512"; the reverse is empty for any other name.
std::string_view scram_mechanism(hash h);
std::optional<hash> scram_hash(std::string_view mechanism);

/// From a password, with a salt of random_bytes(). This is slow on purpose: a few milliseconds.
scram_credential credential_of_password(hash h, std::string_view password, std::string salt,
                                        int iterations);
/// From the salted password that AlterUserScramCredentials carries.
scram_credential credential_of_salted_password(hash h, std::string_view salted_password,
                                               std::string salt, int iterations);

/// The three inputs of both signatures, joined as RFC 5802 says.
std::string auth_message(std::string_view client_first_bare, std::string_view server_first,
                         std::string_view client_final_without_proof);

} // namespace kafka::detail::security
