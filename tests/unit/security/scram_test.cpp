// SCRAM between our client and our broker, and the published exchanges.
#include "security/base64.hpp"
#include "security/scram_client.hpp"
#include "security/scram_server.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

namespace {

using namespace kafka::detail::security;
using kind = verdict::kind;

/// The exchange of RFC 7677, section 3.
const std::string client_nonce = "rOprNGfwEbeRWgbNEkqO";
const std::string server_nonce = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
const std::string rfc_challenge =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
const std::string rfc_proof = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                              "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
const std::string rfc_end = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

scram_credential stored(hash h, std::string_view password, std::string salt = "a salt",
                        int iterations = 4096) {
    return credential_of_password(h, password, std::move(salt), iterations);
}

scram_options users(hash h = hash::sha_256) {
    return {.algorithm = h,
            .lookup = [h](std::string_view name) -> std::optional<scram_credential> {
                if (name == "user")
                    return stored(h, "pencil", *from_base64("W22ZaJ0SNY7soEsUEjb6gQ=="));
                if (name == "a,b=c") return stored(h, "pencil");
                if (name == "weak") return stored(h, "pencil", "salt", 1000);
                return std::nullopt;
            },
            .decoy_key = "a key of this broker"};
}

scram_session rfc_client() { return {hash::sha_256, "user", "pencil", client_nonce}; }
scram_authenticator rfc_broker() { return scram_authenticator(users(), server_nonce); }

/// The verdict after both messages of a client.
verdict log_in(const kafka::sasl::mechanism_pointer& mechanism, scram_options options) {
    auto client = mechanism->start({}, {"localhost", 9092});
    scram_authenticator broker(std::move(options));
    auto v = broker.next(client.response.reveal(), {});
    if (v.result != kind::more) return v;
    v = broker.next(client.session->next(v.response).response.reveal(), {});
    if (v.result == kind::accepted) {
        EXPECT_TRUE(client.session->next(v.response).done);
    }
    return v;
}

} // namespace

TEST(a_scram_client, says_what_rfc_7677_shows) {
    auto client = rfc_client();
    EXPECT_EQ(client.first_message(), "n,,n=user,r=" + client_nonce);
    const auto proof = client.next(rfc_challenge);
    EXPECT_FALSE(proof.done);
    EXPECT_EQ(proof.response.reveal(), rfc_proof);
    EXPECT_TRUE(client.next(rfc_end).done);
}

TEST(a_scram_broker, says_what_rfc_7677_shows) {
    auto broker = rfc_broker();
    const auto challenge = broker.next("n,,n=user,r=" + client_nonce, {});
    EXPECT_EQ(challenge.result, kind::more);
    EXPECT_EQ(challenge.response, rfc_challenge);
    const auto end = broker.next(rfc_proof, {});
    EXPECT_EQ(end.result, kind::accepted);
    EXPECT_EQ(end.response, rfc_end);
    EXPECT_EQ(end.user, "user");
    EXPECT_FALSE(end.expires);
}

TEST(scram, joins_client_and_broker_with_either_digest_and_any_name) {
    using namespace kafka::sasl;
    EXPECT_EQ(log_in(scram_sha_256{"user", "pencil"}, users()).user, "user");
    EXPECT_EQ(log_in(scram_sha_512{"user", "pencil"}, users(hash::sha_512)).user, "user");
    const auto escaped = log_in(scram_sha_256{"a,b=c", "pencil"}, users());
    EXPECT_EQ(escaped.result, kind::accepted);
    EXPECT_EQ(escaped.user, "a,b=c");
    EXPECT_EQ(mechanism_pointer(scram_sha_512{"user", "pencil"})->name(), "SCRAM-SHA-512");
}

TEST(a_scram_credential, is_the_same_from_the_password_and_from_the_salted_one) {
    const auto salted = pbkdf2(hash::sha_512, "pencil", "a salt", 8192);
    EXPECT_EQ(stored(hash::sha_512, "pencil", "a salt", 8192),
              credential_of_salted_password(hash::sha_512, salted.reveal(), "a salt", 8192));
    EXPECT_TRUE(iterations_allowed(4096) && iterations_allowed(16384));
    EXPECT_FALSE(iterations_allowed(4095) || iterations_allowed(16385));
    EXPECT_EQ(scram_hash("SCRAM-SHA-512"), hash::sha_512);
    EXPECT_EQ(scram_hash("SCRAM-SHA-1"), std::nullopt);
}

TEST(a_scram_broker, says_the_same_of_a_wrong_password_and_an_unknown_user) {
    using kafka::sasl::scram_sha_256;
    const auto wrong = log_in(scram_sha_256{"user", "guess"}, users());
    const auto unknown = log_in(scram_sha_256{"mallory", "guess"}, users());
    EXPECT_EQ(wrong.result, kind::refused);
    EXPECT_EQ(unknown.result, kind::refused);
    EXPECT_EQ(wrong.words, unknown.words);
    EXPECT_EQ(wrong.reason, unknown.reason);
    EXPECT_EQ(wrong.words, "Authentication failed during authentication due to invalid credentials "
                           "with SASL mechanism SCRAM-SHA-256");
}

TEST(a_scram_broker, gives_an_unknown_user_the_same_salt_each_time_and_others_another) {
    const auto salt_of = [](const std::string& name, scram_options options = users()) {
        const auto v =
            scram_authenticator(std::move(options), "x").next("n,,n=" + name + ",r=y", {});
        EXPECT_EQ(v.result, kind::more);
        return read_server_first(v.response)->salt;
    };
    EXPECT_EQ(salt_of("mallory"), salt_of("mallory"));
    EXPECT_NE(salt_of("mallory"), salt_of("trudy"));
    auto elsewhere = users();
    elsewhere.decoy_key = "another broker's key";
    EXPECT_NE(salt_of("mallory"), salt_of("mallory", elsewhere));
    EXPECT_EQ(salt_of("mallory").size(), 26u);
}

TEST(a_scram_broker, does_not_use_a_credential_with_too_few_iterations) {
    EXPECT_EQ(log_in(kafka::sasl::scram_sha_256{"weak", "pencil"}, users()).result, kind::refused);
}

TEST(scram, without_a_name_or_a_password_is_no_mechanism) {
    using namespace kafka::sasl;
    EXPECT_THROW((void)mechanism_pointer(scram_sha_256{.password = "p"}), kafka::error);
    EXPECT_THROW((void)mechanism_pointer(scram_sha_512{.username = "u"}), kafka::error);
}
