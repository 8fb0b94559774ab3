// SCRAM, the broker's side.
#pragma once

#include "security/authenticator.hpp"
#include "security/scram_credential.hpp"
#include "security/scram_message.hpp"

#include <functional>

namespace kafka::detail::security {

/// The stored credential of a user for one mechanism; empty when there is none.
using credential_lookup = std::function<std::optional<scram_credential>(std::string_view user)>;

struct scram_options {
    hash algorithm = hash::sha_256;
    credential_lookup lookup;
    /// Makes up what users that do not exist are answered with, so that they look like others. It
    /// must be secret, and must stay the same as long as the users do: a salt that changes with a
    /// restart tells that nobody has it.
    secret decoy_key;
    /// Of users that do not exist: the iterations that most others have.
    int decoy_iterations = min_iterations;
};

class scram_authenticator final : public authenticator {
public:
    explicit scram_authenticator(scram_options options, std::string nonce = random_nonce());
    std::string_view mechanism() const override;
    verdict next(std::string_view bytes, wall_clock::time_point now) override;

private:
    enum class state { first, final, over };

    verdict challenge(std::string_view bytes);
    verdict judge(std::string_view bytes);
    scram_credential decoy() const;
    verdict no(std::string reason) const;

    scram_options options_;
    state state_ = state::first;
    bool known_ = false;
    client_first client_;
    scram_credential credential_;
    std::string nonce_; // ours alone, then the client's with ours
    std::string challenge_;
};

} // namespace kafka::detail::security
