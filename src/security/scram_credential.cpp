#include "security/scram_credential.hpp"

#include <utility>

namespace kafka::detail::security {

std::string_view scram_mechanism(hash h) {
    return h == hash::sha_512 ? "SCRAM-SHA-512" : "SCRAM-SHA-256";
}

std::optional<hash> scram_hash(std::string_view mechanism) {
    for (auto h : {hash::sha_256, hash::sha_512})
        if (scram_mechanism(h) == mechanism) return h;
    return std::nullopt;
}

scram_credential credential_of_password(hash h, std::string_view password, std::string salt,
                                        int iterations) {
    const auto salted = pbkdf2(h, password, salt, iterations);
    return credential_of_salted_password(h, salted.reveal(), std::move(salt), iterations);
}

scram_credential credential_of_salted_password(hash h, std::string_view salted_password,
                                               std::string salt, int iterations) {
    const auto client_key = hmac(h, salted_password, "Client Key");
    return {.salt = std::move(salt),
            .stored_key = digest(h, client_key.reveal()),
            .server_key = hmac(h, salted_password, "Server Key"),
            .iterations = iterations};
}

std::string auth_message(std::string_view client_first_bare, std::string_view server_first,
                         std::string_view client_final_without_proof) {
    std::string out(client_first_bare);
    out.append(",").append(server_first).append(",").append(client_final_without_proof);
    return out;
}

} // namespace kafka::detail::security
