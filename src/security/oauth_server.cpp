#include "security/oauth_server.hpp"

#include "security/oauth_message.hpp"

#include <utility>

namespace kafka::detail::security {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
}

} // namespace

oauth_authenticator::oauth_authenticator(std::shared_ptr<const token_rules> rules)
    : rules_(std::move(rules)) {}

verdict oauth_authenticator::next(std::string_view bytes, wall_clock::time_point now) {
    switch (std::exchange(state_, state::over)) { // a refusal leaves it over
    case state::token:
        return judge(bytes, now);
    case state::complaint: { // the client's 0x01, or whatever it says instead
        auto v = refused(mechanism(), reason_);
        v.words = complaint_;
        return v;
    }
    case state::over:
        break;
    }
    return refused(mechanism(), "more bytes after the end of the exchange");
}

verdict oauth_authenticator::judge(std::string_view bytes, wall_clock::time_point now) {
    const auto message = read_oauth_message(bytes);
    if (!message) return refused(mechanism(), "the message cannot be read");
    const auto checked = check_token(message->token.reveal(), *rules_, now);
    if (!checked.ok) return complain(checked);
    if (!message->authorization_id.empty() && message->authorization_id != checked.principal)
        return refused(mechanism(), "the authorization id is not the token's principal",
                       checked.principal);
    auto v = accepted(checked.principal);
    v.expires = checked.expires;
    v.extensions = message->extensions;
    return v;
}

verdict oauth_authenticator::complain(const checked_token& checked) {
    std::vector<std::pair<std::string, std::string>> members{{"status", checked.status}};
    if (checked.status == "insufficient_scope")
        members.emplace_back("scope", joined(rules_->required_scopes));
    complaint_ = write_json(members);
    reason_ = checked.reason;
    state_ = state::complaint;
    return more(complaint_);
}

} // namespace kafka::detail::security
