// OAUTHBEARER, the broker's side.
#pragma once

#include "security/authenticator.hpp"
#include "security/token.hpp"

#include <memory>

namespace kafka::detail::security {

class oauth_authenticator final : public authenticator {
public:
    /// The rules are shared between connections, and are replaced as a whole when keys change.
    explicit oauth_authenticator(std::shared_ptr<const token_rules> rules);
    std::string_view mechanism() const override { return "OAUTHBEARER"; }
    verdict next(std::string_view bytes, wall_clock::time_point now) override;

private:
    enum class state { token, complaint, over };

    verdict judge(std::string_view bytes, wall_clock::time_point now);
    verdict complain(const checked_token& checked);

    std::shared_ptr<const token_rules> rules_;
    state state_ = state::token;
    std::string complaint_; // as JSON: sent first, and again as the words of the refusal
    std::string reason_;
};

} // namespace kafka::detail::security
