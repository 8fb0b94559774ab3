#include "security/scram_client.hpp"

#include "security/base64.hpp"
#include "security/failures.hpp"
#include "security/scram_credential.hpp"
#include "security/scram_message.hpp"

#include <utility>

namespace kafka::detail::security {

namespace {

constexpr std::string_view header = "n,,"; // no channel binding, no other identity

void check_challenge(const std::optional<server_first>& message, std::string_view nonce) {
    if (!message) fail_authentication("the broker's first SCRAM message cannot be read");
    if (!message->nonce.starts_with(nonce) || message->nonce.size() == nonce.size())
        fail_authentication("the broker's SCRAM nonce does not continue ours; the message may be "
                            "from another exchange");
    if (message->iterations < min_iterations)
        fail_authentication("the broker asks for " + std::to_string(message->iterations) +
                            " SCRAM iterations; fewer than " + std::to_string(min_iterations) +
                            " do not protect the password");
    if (message->iterations > most_iterations_of_a_server)
        fail_authentication("the broker asks for " + std::to_string(message->iterations) +
                            " SCRAM iterations; more than " +
                            std::to_string(most_iterations_of_a_server) + " are refused");
}

/// The error values of RFC 5802 are words with hyphens; nothing else is repeated to the user.
std::string readable(std::string_view error) {
    std::string out;
    for (char c : error.substr(0, 100)) out += c >= ' ' && c < 0x7f ? c : '?';
    return out;
}

} // namespace

scram_session::scram_session(hash h, std::string username, secret password, std::string nonce)
    : hash_(h)
    , nonce_(std::move(nonce))
    , bare_(client_first_bare(username, nonce_))
    , password_(std::move(password)) {}

std::string scram_session::first_message() const { return std::string(header) + bare_; }

sasl::step scram_session::next(std::string_view challenge) {
    switch (std::exchange(state_, state::over)) { // a failure leaves it over
    case state::first: {
        auto answer = prove(challenge);
        state_ = state::final;
        return answer;
    }
    case state::final:
        check_server(challenge);
        return {.done = true};
    case state::over:
        break;
    }
    fail_authentication("the broker goes on after the end of the SCRAM exchange");
}

sasl::step scram_session::prove(std::string_view challenge) {
    const auto message = read_server_first(challenge);
    check_challenge(message, nonce_);
    const auto salted = pbkdf2(hash_, password_.reveal(), message->salt, message->iterations);
    password_ = {};
    const auto client_key = hmac(hash_, salted.reveal(), "Client Key");
    const auto stored_key = digest(hash_, client_key.reveal());
    const auto without_proof = client_final_without_proof(header, message->nonce);
    const auto signed_text = auth_message(bare_, challenge, without_proof);
    const auto signature = hmac(hash_, stored_key.reveal(), signed_text);
    const auto proof = exclusive_or(client_key.reveal(), signature.reveal());
    const auto server_key = hmac(hash_, salted.reveal(), "Server Key");
    server_signature_ = hmac(hash_, server_key.reveal(), signed_text);
    return {.response = secret::joined({without_proof, ",p=", base64(proof.reveal())})};
}

void scram_session::check_server(std::string_view challenge) const {
    const auto message = read_server_final(challenge);
    if (!message) fail_authentication("the broker's last SCRAM message cannot be read");
    if (!message->error.empty())
        fail_authentication("the broker refuses: " + readable(message->error));
    if (secret(message->signature) != server_signature_)
        fail_authentication("the broker could not prove that it knows the password; it may not be "
                            "the broker that you think it is");
}

} // namespace kafka::detail::security

namespace kafka::sasl {

namespace {

namespace security = kafka::detail::security;

class scram_mechanism final : public mechanism {
public:
    scram_mechanism(security::hash h, std::string username, secret password)
        : hash_(h)
        , username_(std::move(username))
        , password_(std::move(password)) {}

    std::string_view name() const override { return security::scram_mechanism(hash_); }

    opening start(const context&, const peer&) const override {
        auto session = std::make_unique<security::scram_session>(hash_, username_, password_,
                                                                 security::random_nonce());
        auto first = secret(session->first_message());
        return {std::move(session), std::move(first)};
    }

private:
    security::hash hash_;
    std::string username_;
    secret password_;
};

mechanism_pointer scram(security::hash h, const std::string& username, const secret& password) {
    const auto mechanism = std::string(security::scram_mechanism(h));
    if (username.empty()) security::fail_option("SASL " + mechanism + ": username is empty");
    if (username.find('\0') != username.npos)
        security::fail_option("SASL " + mechanism + ": username cannot have a NUL byte");
    if (password.empty()) security::fail_option("SASL " + mechanism + ": password is empty");
    return std::make_shared<scram_mechanism>(h, username, password);
}

} // namespace

scram_sha_256::operator mechanism_pointer() const {
    return scram(security::hash::sha_256, username, password);
}

scram_sha_512::operator mechanism_pointer() const {
    return scram(security::hash::sha_512, username, password);
}

} // namespace kafka::sasl
