#include "security/scram_server.hpp"

#include "security/base64.hpp"

#include <utility>

namespace kafka::detail::security {

namespace {

/// As long as the salts that Kafka's own tools make, which are text of a 130 bit number.
constexpr std::size_t decoy_salt_size = 26;

/// Salts of that kind are text in base 36.
std::string as_salt(std::string_view random) {
    std::string out;
    for (char c : random.substr(0, decoy_salt_size))
        out += "0123456789abcdefghijklmnopqrstuvwxyz"[static_cast<unsigned char>(c) % 36];
    return out;
}

} // namespace

scram_authenticator::scram_authenticator(scram_options options, std::string nonce)
    : options_(std::move(options))
    , nonce_(std::move(nonce)) {}

std::string_view scram_authenticator::mechanism() const {
    return scram_mechanism(options_.algorithm);
}

verdict scram_authenticator::no(std::string reason) const {
    return refused(mechanism(), std::move(reason), client_.user);
}

verdict scram_authenticator::next(std::string_view bytes, wall_clock::time_point) {
    switch (std::exchange(state_, state::over)) { // a refusal leaves it over
    case state::first:
        return challenge(bytes);
    case state::final:
        return judge(bytes);
    case state::over:
        break;
    }
    return no("more bytes after the end of the exchange");
}

verdict scram_authenticator::challenge(std::string_view bytes) {
    auto message = read_client_first(bytes);
    if (!message) return no("the first message cannot be read");
    client_ = std::move(*message);
    if (client_.delegation_token) return no("delegation tokens are not supported");
    auto found = options_.lookup(client_.user);
    auto made_up = decoy(); // always, so that a missing user costs as much as any other
    known_ = found && found->iterations >= min_iterations;
    credential_ = known_ ? std::move(*found) : std::move(made_up);
    nonce_ = client_.nonce + nonce_;
    challenge_ = write(server_first{nonce_, credential_.salt, credential_.iterations});
    state_ = state::final;
    return more(challenge_);
}

verdict scram_authenticator::judge(std::string_view bytes) {
    const auto message = read_client_final(bytes);
    if (!message) return no("the last message cannot be read");
    if (message->nonce != nonce_) return no("the nonce is not the one of this exchange");
    if (message->channel_binding != client_.header)
        return no("the channel binding is not the header of the first message");
    const auto h = options_.algorithm;
    if (message->proof.size() != size_of(h)) return no("the proof has not the digest's length");
    const auto signed_text = auth_message(client_.bare, challenge_, message->without_proof);
    const auto signature = hmac(h, credential_.stored_key.reveal(), signed_text);
    const auto client_key = exclusive_or(message->proof, signature.reveal());
    const bool proven = digest(h, client_key.reveal()) == credential_.stored_key;
    if (!proven || !known_) return no("no such user, or a wrong password");
    if (!client_.authorization_id.empty() && client_.authorization_id != client_.user)
        return no("the authorization id is not the user's name");
    const auto ours = hmac(h, credential_.server_key.reveal(), signed_text);
    return accepted(client_.user, "v=" + base64(ours.reveal()));
}

scram_credential scram_authenticator::decoy() const {
    const auto h = options_.algorithm;
    const auto made = [&](std::string_view purpose) {
        return hmac(h, options_.decoy_key.reveal(), std::string(purpose) + client_.user);
    };
    return {.salt = as_salt(made("salt:").reveal()),
            .stored_key = made("stored key:"),
            .server_key = made("server key:"),
            .iterations = options_.decoy_iterations};
}

} // namespace kafka::detail::security
