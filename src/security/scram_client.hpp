// SCRAM, the client's side.
#pragma once

#include "security/digest.hpp"

#include <kafka/sasl.hpp>

namespace kafka::detail::security {

/// What a server may ask of us: less is too easy to guess, more only burns our processor.
inline constexpr int most_iterations_of_a_server = 1'000'000;

class scram_session final : public sasl::session {
public:
    scram_session(hash h, std::string username, secret password, std::string nonce);
    std::string first_message() const;
    sasl::step next(std::string_view challenge) override;

private:
    enum class state { first, final, over };

    sasl::step prove(std::string_view challenge);
    void check_server(std::string_view challenge) const;

    hash hash_;
    state state_ = state::first;
    std::string nonce_;
    std::string bare_;
    secret password_;
    secret server_signature_; // what a server that knows the password answers with
};

} // namespace kafka::detail::security
