// The broker's side of a SASL mechanism: the client's bytes go in, a verdict comes out. One object
// serves one exchange on one connection. Nothing here is logged: what is safe to log is in the
// verdict.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::security {

using wall_clock = std::chrono::system_clock;

struct verdict {
    enum class kind {
        more,     // send `response` and wait for the client's next bytes
        accepted, // send `response`; the connection is `user`'s from now on
        refused,  // send `words` with SASL_AUTHENTICATION_FAILED, then close
    };

    kind result = kind::refused;
    std::string response;
    /// The name that the client claims, proven only when accepted. Anything may be in it when it is
    /// refused: escape it before it is printed.
    std::string user;
    /// Accepted with a credential that ends: when. The session must not outlive it.
    std::optional<wall_clock::time_point> expires;
    /// Accepted, OAUTHBEARER: what the client added beside its token.
    std::map<std::string, std::string> extensions;
    /// Refused: for the client. Says the same whether the user exists or not.
    std::string words;
    /// Refused: for the broker's log, without secrets and without the client's own bytes.
    std::string reason;
};

/// The next step of an exchange.
verdict more(std::string response);
verdict accepted(std::string user, std::string response = {});
/// Refused with Kafka's words for bad credentials of any kind.
verdict refused(std::string_view mechanism, std::string reason, std::string user = {});

class authenticator {
public:
    virtual ~authenticator() = default;
    virtual std::string_view mechanism() const = 0;
    /// The client's next bytes. After a verdict other than `more` every call refuses.
    virtual verdict next(std::string_view bytes, wall_clock::time_point now) = 0;
};

} // namespace kafka::detail::security
