// What the TLS sessions of one side have in common: whom they trust, and who they say they are.
#pragma once

#include "cluster/outcome.hpp"
#include "net/openssl.hpp"

#include <kafka/tls.hpp>

namespace kafka::detail::net {

/// Whether a broker asks its clients for a certificate. Kafka: ssl.client.auth.
enum class client_certificate { none, requested, required };

/// TLS of a listener: `options` with its own certificate; `authorities` sign the clients'.
struct listener_tls {
    tls_options options;
    client_certificate wanted = client_certificate::none;
};

/// Immutable, and shared by sessions: a reload makes another one for the connections to come.
/// Thread-safe.
class tls_context {
public:
    static cluster::outcome<std::shared_ptr<const tls_context>> of_client(const tls_options& from);
    static cluster::outcome<std::shared_ptr<const tls_context>>
    of_listener(const listener_tls& from);

    SSL_CTX* native() const { return context_.get(); }
    const tls_options& options() const { return options_; }

    explicit tls_context(ssl_context_pointer context, tls_options options)
        : context_(std::move(context))
        , options_(std::move(options)) {}

private:
    ssl_context_pointer context_;
    tls_options options_;
};

} // namespace kafka::detail::net
