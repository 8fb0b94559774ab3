#include "security/authenticator.hpp"

#include <utility>

namespace kafka::detail::security {

verdict more(std::string response) {
    return {.result = verdict::kind::more, .response = std::move(response)};
}

verdict accepted(std::string user, std::string response) {
    return {.result = verdict::kind::accepted,
            .response = std::move(response),
            .user = std::move(user)};
}

verdict refused(std::string_view mechanism, std::string reason, std::string user) {
    return {.result = verdict::kind::refused,
            .user = std::move(user),
            .words = "Authentication failed during authentication due to invalid credentials with "
                     "SASL mechanism " +
                     std::string(mechanism),
            .reason = std::move(reason)};
}

} // namespace kafka::detail::security
