// OAUTHBEARER, the client's side.
#pragma once

#include <kafka/sasl_oauth_bearer.hpp>

#include <mutex>

namespace kafka::detail::security {

/// Asks the source for a token when the last one is used up.
class token_cache {
public:
    using clock = std::chrono::steady_clock;

    explicit token_cache(sasl::token_source source);
    /// Throws what the source throws, and kafka::error when its token cannot be sent.
    sasl::bearer_token get(const context& ctx, const sasl::peer& broker, clock::time_point now);

private:
    sasl::token_source source_;
    std::mutex mutex_; // held while the source is asked: the others want the same token
    sasl::bearer_token last_;
    clock::time_point good_until_ = clock::time_point::min();
};

/// Reads the complaint of a broker that does not like the token.
class oauth_session final : public sasl::session {
public:
    sasl::step next(std::string_view challenge) override;

private:
    std::string complaint_;
};

} // namespace kafka::detail::security
