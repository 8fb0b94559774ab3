#include "security/token.hpp"

#include "security/base64.hpp"

#include <algorithm>
#include <sstream>

namespace kafka::detail::security {

namespace {

using wall_clock = std::chrono::system_clock;
using seconds = std::chrono::duration<double>;

/// Later ends than this cannot be told apart from never, and overflow clocks that count
/// nanoseconds.
constexpr double latest_second = 9e9;

std::optional<json_object> object_of(std::string_view part) {
    const auto bytes = from_base64url(part);
    return bytes ? json_object::read(*bytes) : std::nullopt;
}

double since_epoch(wall_clock::time_point t) { return seconds(t.time_since_epoch()).count(); }

std::string signature_mistake(const token& t, const token_rules& rules) {
    const auto algorithm = t.header.text("alg");
    if (!algorithm) return "the token names no algorithm";
    if (t.header.has("crit")) return "the token has critical extensions, which are not known here";
    if (rules.unsecured) {
        if (*algorithm != "none" || !t.signature.empty())
            return "the token is signed, and this broker was told to take unsecured ones";
        return {};
    }
    if (t.signature.empty()) return "the token is not signed";
    const auto* key = rules.keys.find(t.header.text("kid"), *algorithm);
    if (key == nullptr) return "no key of the key set fits the token's id and algorithm";
    if (!key->verify(*algorithm, t.signed_text, t.signature)) return "the signature is wrong";
    return {};
}

std::string time_mistake(const json_object& claims, const token_rules& rules, double now) {
    const auto skew = static_cast<double>(rules.clock_skew.count());
    const auto expires = claims.number("exp");
    if (!expires) return "the token has no time at which it expires";
    if (now - skew >= *expires) return "the token has expired";
    const auto issued = claims.number("iat"), not_before = claims.number("nbf");
    if (!issued && (claims.has("iat") || !rules.unsecured))
        return "the token has no time at which it was issued";
    if (!not_before && claims.has("nbf"))
        return "the time before which the token is invalid is none";
    if (issued && *issued > now + skew) return "the token was issued in the future";
    if (not_before && *not_before > now + skew) return "the token is not valid yet";
    if (std::max(issued.value_or(0), not_before.value_or(0)) >= *expires)
        return "the token expires before it begins";
    return {};
}

std::string origin_mistake(const json_object& claims, const token_rules& rules) {
    if (!rules.issuer.empty() && claims.text("iss") != rules.issuer)
        return "the token is of another issuer";
    if (rules.audiences.empty()) return {};
    const auto audiences = claims.texts("aud").value_or(std::vector<std::string>());
    const bool ours = std::any_of(audiences.begin(), audiences.end(), [&](const auto& a) {
        return std::find(rules.audiences.begin(), rules.audiences.end(), a) !=
               rules.audiences.end();
    });
    return ours ? "" : "the token is for another audience";
}

/// Scopes are a list, or one text with blanks between them.
std::vector<std::string> scopes_of(const json_object& claims, const std::string& name) {
    std::vector<std::string> out;
    for (const auto& text : claims.texts(name).value_or(std::vector<std::string>())) {
        std::istringstream words(text);
        for (std::string word; words >> word;) out.push_back(word);
    }
    return out;
}

bool scopes_suffice(const json_object& claims, const token_rules& rules) {
    if (rules.required_scopes.empty()) return true;
    const auto have = scopes_of(claims, rules.scope_claim);
    return std::all_of(rules.required_scopes.begin(), rules.required_scopes.end(),
                       [&](const auto& wanted) {
                           return std::find(have.begin(), have.end(), wanted) != have.end();
                       });
}

bool is_name(const std::string& text) {
    return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == 0x7f;
    });
}

checked_token invalid(std::string reason, std::string status = "invalid_token") {
    return {.status = std::move(status), .reason = std::move(reason)};
}

} // namespace

std::optional<token> read_token(std::string_view text) {
    const auto first = text.find('.');
    if (first == text.npos) return std::nullopt;
    const auto second = text.find('.', first + 1);
    if (second == text.npos || text.find('.', second + 1) != text.npos) return std::nullopt;
    auto header = object_of(text.substr(0, first));
    auto claims = object_of(text.substr(first + 1, second - first - 1));
    auto signature = from_base64url(text.substr(second + 1));
    if (!header || !claims || !signature) return std::nullopt;
    return token{std::move(*header), std::move(*claims), std::string(text.substr(0, second)),
                 std::move(*signature)};
}

checked_token check_token(std::string_view text, const token_rules& rules,
                          wall_clock::time_point now) {
    if (text.size() > max_token) return invalid("the token is too long");
    const auto t = read_token(text);
    if (!t) return invalid("the token cannot be read");
    if (auto mistake = signature_mistake(*t, rules); !mistake.empty()) return invalid(mistake);
    if (auto mistake = time_mistake(t->claims, rules, since_epoch(now)); !mistake.empty())
        return invalid(mistake);
    if (auto mistake = origin_mistake(t->claims, rules); !mistake.empty()) return invalid(mistake);
    const auto principal = t->claims.text(rules.principal_claim).value_or("");
    if (!is_name(principal)) return invalid("the token names no principal");
    if (!scopes_suffice(t->claims, rules))
        return invalid("the token has not all scopes that are asked for", "insufficient_scope");
    const seconds expires(std::min(*t->claims.number("exp"), latest_second));
    return {.ok = true,
            .principal = principal,
            .expires =
                wall_clock::time_point(std::chrono::duration_cast<wall_clock::duration>(expires))};
}

} // namespace kafka::detail::security
