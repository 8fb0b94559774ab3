// How a client proves who it is (SASL): the mechanisms that are built in, and the interface for one
// of your own. OAUTHBEARER is in kafka/sasl_oauth_bearer.hpp, AWS_MSK_IAM in
// kafka/sasl_aws_msk_iam.hpp.
#pragma once

#include <kafka/context.hpp>
#include <kafka/secret.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace kafka::sasl {

/// The broker that is talked to, as the user or the cluster's metadata named it.
struct peer {
    std::string host;
    std::uint16_t port = 0;
};

/// What a session says to a challenge.
struct step {
    bool done = false; ///< the exchange is over, and `response` is not sent
    secret response;   ///< what goes to the broker next
};

/// One authentication on one connection; used by one thread at a time and not used again.
class session {
public:
    virtual ~session() = default;
    /// The broker's answer to the last response, which was not an error. Throws kafka::error when
    /// the broker is not to be trusted or cannot be understood; the connection is then closed.
    virtual step next(std::string_view challenge) = 0;
};

/// What an authentication begins with.
struct opening {
    std::unique_ptr<sasl::session> session;
    secret response; ///< the first bytes for the broker
};

/// A way to authenticate. `start` is called once for each connection and again for each
/// re-authentication, on the callback thread, so it may wait (for a token, say) up to the context's
/// deadline; it throws to give up. Thread-safety: `start` may be called by several threads at once.
class mechanism {
public:
    virtual ~mechanism() = default;
    /// As brokers list it, for example "SCRAM-SHA-256".
    virtual std::string_view name() const = 0;
    virtual opening start(const context& ctx, const peer& broker) const = 0;
};

/// What options take. Empty (the default) means that the client does not authenticate.
using mechanism_pointer = std::shared_ptr<const mechanism>;

/// PLAIN (RFC 4616): name and password as they are, so only over TLS or a network that you trust.
/// Becoming a mechanism throws kafka::error (errc::invalid_option) when either is empty or has a
/// NUL byte.
struct plain {
    std::string username;
    secret password;

    operator mechanism_pointer() const;
};

/// SCRAM-SHA-256 (RFC 5802, RFC 7677): the password is never sent, and the broker has to prove that
/// it knows it too. Passwords are taken as the bytes that they are, as Kafka does, without the
/// normalisation of RFC 4013. A broker that asks for fewer than 4096 or more than 1000000
/// iterations is refused. Becoming a mechanism throws kafka::error (errc::invalid_option) when the
/// name is empty or has a NUL byte, or the password is empty.
struct scram_sha_256 {
    std::string username;
    secret password;

    operator mechanism_pointer() const;
};

/// SCRAM-SHA-512: as scram_sha_256 with the longer digest.
struct scram_sha_512 {
    std::string username;
    secret password;

    operator mechanism_pointer() const;
};

} // namespace kafka::sasl
