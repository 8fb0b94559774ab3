#include "security/oauth_client.hpp"

#include "security/base64.hpp"
#include "security/failures.hpp"
#include "security/json.hpp"
#include "security/oauth_message.hpp"

#include <algorithm>
#include <utility>

namespace kafka::detail::security {

namespace {

/// What may stand in an HTTP Authorization header (RFC 6750); brokers may want less.
bool can_be_sent(std::string_view token) {
    return !token.empty() &&
           std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

/// Empty when all of it can be sent.
std::string mistake_in(const sasl::bearer_token& token) {
    if (token.value.empty()) return "the token is empty";
    if (!can_be_sent(token.value.reveal())) return "the token has characters that cannot be sent";
    for (const auto& [name, value] : token.extensions)
        if (!is_extension(name, value))
            return "an extension has a name or a value that cannot be sent";
    return {};
}

/// What a broker says about a token, from its JSON, or as little as can be said without.
std::string complaint_of(std::string_view challenge) {
    const auto said = challenge.size() < 64 * 1024 ? json_object::read(challenge) : std::nullopt;
    auto status = said ? said->text("status").value_or("") : "";
    const bool word = !status.empty() && status.size() < 100 &&
                      std::all_of(status.begin(), status.end(),
                                  [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); });
    return word ? status : "no reason that can be read";
}

} // namespace

token_cache::token_cache(sasl::token_source source) : source_(std::move(source)) {}

sasl::bearer_token token_cache::get(const context& ctx, const sasl::peer& broker,
                                    clock::time_point now) {
    const std::lock_guard lock(mutex_);
    if (now < good_until_) return last_;
    auto fresh = source_(ctx, broker);
    if (const auto mistake = mistake_in(fresh); !mistake.empty())
        fail_authentication("SASL OAUTHBEARER: the token source: " + mistake);
    last_ = fresh;
    const auto longest = std::chrono::milliseconds(std::chrono::hours(24 * 365));
    good_until_ = now + std::min(fresh.lifetime, longest) * 4 / 5;
    return fresh;
}

sasl::step oauth_session::next(std::string_view challenge) {
    if (!complaint_.empty()) fail_authentication("the broker refuses the token: " + complaint_);
    if (challenge.empty()) return {.done = true};
    complaint_ = complaint_of(challenge);
    return {.response = "\x01"}; // RFC 7628: only after this may the broker fail
}

} // namespace kafka::detail::security

namespace kafka::sasl {

namespace {

namespace security = kafka::detail::security;

class oauth_mechanism final : public mechanism {
public:
    explicit oauth_mechanism(token_source source) : tokens_(std::move(source)) {}

    std::string_view name() const override { return "OAUTHBEARER"; }

    opening start(const context& ctx, const peer& broker) const override {
        const auto token = tokens_.get(ctx, broker, security::token_cache::clock::now());
        return {std::make_unique<security::oauth_session>(),
                security::write_oauth_message(token.value.reveal(), token.extensions)};
    }

private:
    mutable security::token_cache tokens_;
};

} // namespace

oauth_bearer::operator mechanism_pointer() const {
    if (source) {
        if (!token.empty() || !extensions.empty())
            security::fail_option("SASL OAUTHBEARER: give a token or a source of tokens, not both");
        return std::make_shared<oauth_mechanism>(source);
    }
    const bearer_token always{token, {}, extensions};
    if (const auto mistake = security::mistake_in(always); !mistake.empty())
        security::fail_option("SASL OAUTHBEARER: " + mistake);
    return std::make_shared<oauth_mechanism>(
        [always](const context&, const peer&) { return always; });
}

bearer_token unsecured_token(std::string_view subject, std::chrono::seconds lifetime,
                             std::string_view scope) {
    using std::chrono::seconds;
    const auto now =
        std::chrono::duration_cast<seconds>(std::chrono::system_clock::now().time_since_epoch());
    std::vector<std::pair<std::string, std::string>> texts{{"sub", std::string(subject)}};
    if (!scope.empty()) texts.emplace_back("scope", scope);
    auto claims = security::write_json(texts);
    claims.pop_back(); // the brace: numbers follow
    claims += ",\"iat\":" + std::to_string(now.count()) +
              ",\"exp\":" + std::to_string((now + lifetime).count()) + "}";
    return {.value =
                security::base64url(R"({"alg":"none"})") + "." + security::base64url(claims) + ".",
            .lifetime = lifetime};
}

} // namespace kafka::sasl
