#include "security/plain_server.hpp"

#include "security/digest.hpp"
#include "security/utf8.hpp"

#include <utility>

namespace kafka::detail::security {

namespace {

struct credentials {
    std::string_view authorization_id, user, password;
};

/// [authzid] NUL authcid NUL passwd
std::optional<credentials> split(std::string_view bytes) {
    const auto first = bytes.find('\0');
    if (first == bytes.npos) return std::nullopt;
    const auto second = bytes.find('\0', first + 1);
    if (second == bytes.npos || bytes.find('\0', second + 1) != bytes.npos) return std::nullopt;
    return credentials{bytes.substr(0, first), bytes.substr(first + 1, second - first - 1),
                       bytes.substr(second + 1)};
}

/// Kafka's own words, which name neither the user nor what was wrong.
verdict unknown(std::string_view user, std::string reason) {
    auto v = refused("PLAIN", std::move(reason), std::string(user));
    v.words = "Authentication failed: Invalid username or password";
    return v;
}

verdict other_identity(std::string_view user) {
    auto v = refused("PLAIN", "the authorization id is not the user's name", std::string(user));
    v.words = "Authentication failed: Client requested an authorization id that is different from "
              "username";
    return v;
}

} // namespace

plain_users::plain_users(std::map<std::string, secret, std::less<>> passwords)
    : key_(random_bytes(32)) {
    for (const auto& [user, password] : passwords)
        digests_.emplace(user, hmac(hash::sha_256, key_, password.reveal()));
}

bool plain_users::check(std::string_view user, std::string_view password) const {
    const auto given = hmac(hash::sha_256, key_, password);
    const auto found = digests_.find(user);
    const bool known = found != digests_.end();
    const secret nobody(std::string(size_of(hash::sha_256), '\0'));
    const bool same = given == (known ? found->second : nobody);
    return known && same;
}

plain_authenticator::plain_authenticator(password_check check) : check_(std::move(check)) {}

verdict plain_authenticator::next(std::string_view bytes, wall_clock::time_point) {
    if (std::exchange(over_, true)) return refused("PLAIN", "more bytes after the credentials");
    if (bytes.size() > max_message) return refused("PLAIN", "the message is too long");
    if (!is_utf8(bytes)) return refused("PLAIN", "the message is not UTF-8");
    const auto given = split(bytes);
    if (!given) return refused("PLAIN", "the message has not three parts");
    if (given->user.empty()) return refused("PLAIN", "the user name is empty");
    if (given->password.empty())
        return refused("PLAIN", "the password is empty", std::string(given->user));
    if (!check_(given->user, given->password))
        return unknown(given->user, "no such user, or a wrong password");
    if (!given->authorization_id.empty() && given->authorization_id != given->user)
        return other_identity(given->user);
    return accepted(std::string(given->user));
}

} // namespace kafka::detail::security
