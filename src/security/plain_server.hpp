// PLAIN (RFC 4616), the broker's side.
#pragma once

#include "security/authenticator.hpp"

#include <kafka/secret.hpp>

#include <functional>
#include <map>

namespace kafka::detail::security {

/// Whether the password is this user's. Must take as long for a user that does not exist.
using password_check = std::function<bool(std::string_view user, std::string_view password)>;

/// Users with their passwords, as a broker's configuration lists them.
class plain_users {
public:
    explicit plain_users(std::map<std::string, secret, std::less<>> passwords);
    /// Does the same work for every name, known or not.
    bool check(std::string_view user, std::string_view password) const;

private:
    std::string key_; // random: digests are compared, so that even lengths do not show
    std::map<std::string, secret, std::less<>> digests_;
};

class plain_authenticator final : public authenticator {
public:
    static constexpr std::size_t max_message = 64 * 1024;

    explicit plain_authenticator(password_check check);
    std::string_view mechanism() const override { return "PLAIN"; }
    verdict next(std::string_view bytes, wall_clock::time_point now) override;

private:
    password_check check_;
    bool over_ = false;
};

} // namespace kafka::detail::security
