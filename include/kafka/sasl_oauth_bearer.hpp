// OAUTHBEARER (RFC 7628): the client shows a token that somebody else has issued.
#pragma once

#include <kafka/sasl.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace kafka::sasl {

/// A token, and how long it may be used.
struct bearer_token {
    secret value;
    /// From when it was handed over. It serves every connection until four fifths of this are over.
    /// Zero (the default): one connection only, and the next asks for another.
    std::chrono::milliseconds lifetime{0};
    /// Sent beside the token (KIP-342): names of letters, printable values.
    std::map<std::string, std::string> extensions;
};

/// Gets a token, from the service that issues them, say. Called on the callback thread, by one
/// thread at a time; it may wait up to the context's deadline, and throws to give up.
using token_source = std::function<bearer_token(const context& ctx, const peer& broker)>;

/// Becoming a mechanism throws kafka::error (errc::invalid_option) when both or neither of `token`
/// and `source` are given, and when the token or an extension has characters that cannot be sent.
/// What a source returns is checked when it is used. The mechanism remembers the source's token, so
/// make it once and share it.
struct oauth_bearer {
    secret token;                                  ///< always this one, or
    std::map<std::string, std::string> extensions; ///< (sent beside `token`)
    token_source source;                           ///< ask for it

    operator mechanism_pointer() const;
};

/// A token that nobody signed, for brokers that take those: for tests only. A broker of Apache
/// Kafka with OAUTHBEARER and nothing else configured is one.
bearer_token unsecured_token(std::string_view subject,
                             std::chrono::seconds lifetime = std::chrono::hours(1),
                             std::string_view scope = {});

} // namespace kafka::sasl
