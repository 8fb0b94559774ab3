// A connection to a broker whose API versions are known.
#pragma once

#include "cluster/version_choice.hpp"
#include "net/connection.hpp"
#include "protocol/frame.hpp"

#include <kafka/error.hpp>
#include <kafka/sasl.hpp>

namespace kafka::detail::client {

using cluster::failure;
using cluster::nothing;
using cluster::outcome;
using net::awaitable;

/// A decoded response together with the frame that its views point into.
template <protocol::request Api>
struct answer {
    typename Api::response message = {};
    net::frame frame = {};
    std::int16_t version = 0;

    typename Api::response* operator->() { return &message; }
    const typename Api::response* operator->() const { return &message; }
};

/// What one request expects beyond its message.
struct request_terms {
    std::optional<std::int16_t> version = {};         // default: the highest that both know
    std::optional<net::clock::duration> timeout = {}; // default: the options' request_timeout
    std::size_t largest_answer = std::size_t{128} << 20;
    std::vector<std::shared_ptr<const void>> keeps = {}; // what the message's blobs view
};

/// Used on the I/O thread only.
class session {
public:
    struct settings {
        std::string client_id = {};
        net::clock::duration request_timeout = std::chrono::seconds(30);
        kafka::sasl::mechanism_pointer mechanism = {}; // null: no authentication
        kafka::sasl::peer peer = {};                   // for the mechanism
    };

    session(std::shared_ptr<net::connection> to, cluster::broker_versions versions, settings s)
        : connection_(std::move(to))
        , versions_(std::move(versions))
        , settings_(std::move(s)) {}

    bool is_open() const { return connection_->is_open(); }
    void close(const failure& why) { connection_->close(why); }
    const std::string& name() const { return connection_->name(); }
    std::size_t in_flight() const { return connection_->in_flight(); }
    const cluster::broker_versions& versions() const { return versions_; }
    void set_request_timeout(net::clock::duration t) { settings_.request_timeout = t; }

    /// Sends one request and waits for its answer. Errors inside the answer are the caller's to
    /// find. `message` must live until then.
    template <protocol::request Api>
    awaitable<outcome<answer<Api>>> request(const Api& message, request_terms terms);
    // No default argument: g++ 12 destroys one twice within a co_await.
    template <protocol::request Api>
    awaitable<outcome<answer<Api>>> request(const Api& message) {
        return request(message, request_terms());
    }
    /// Sends a request that is not answered: Produce with acks none.
    template <protocol::request Api>
    awaitable<outcome<nothing>> send_unanswered(const Api& message, request_terms terms);
    /// Sends a frame that was encoded elsewhere; it gets its correlation id here. The answer is
    /// empty when none is expected.
    awaitable<outcome<net::frame>> exchange(std::vector<std::byte> frame, request_terms terms,
                                            bool answered);

    const std::string& client_id() const { return settings_.client_id; }
    /// The broker serves none of the versions `ours`.
    failure not_served(protocol::api_key key, protocol::versions ours) const;
    failure unreadable(protocol::api_key key, wire::errc why) const;

private:
    struct prepared {
        wire::gathered frame = {};
        std::int32_t correlation_id = 0;
        std::int16_t version = 0;
    };
    template <protocol::request Api>
    outcome<prepared> prepare(const Api& message, request_terms& terms);
    failure not_encodable(protocol::api_key key, wire::errc why) const;
    failure not_decodable(protocol::api_key key, wire::errc why);

    std::shared_ptr<net::connection> connection_;
    cluster::broker_versions versions_;
    settings settings_;
};

using session_pointer = std::shared_ptr<session>;

template <protocol::request Api>
outcome<session::prepared> session::prepare(const Api& message, request_terms& terms) {
    const auto version = terms.version ? terms.version : versions_.choose<Api>();
    if (!version) return not_served(Api::key, Api::valid);
    prepared out{.correlation_id = connection_->next_correlation_id(), .version = *version};
    const auto error = protocol::gather_request(message, *version, out.correlation_id,
                                                settings_.client_id, out.frame);
    if (error != wire::errc::ok) return not_encodable(Api::key, error);
    out.frame.keeps = std::move(terms.keeps);
    return out;
}

template <protocol::request Api>
awaitable<outcome<answer<Api>>> session::request(const Api& message, request_terms terms) {
    auto p = prepare(message, terms);
    if (!p) co_return std::move(p.error());
    const net::exchange_terms expected{
        p->correlation_id, terms.timeout.value_or(settings_.request_timeout), terms.largest_answer};
    auto frame = co_await connection_->exchange(std::move(p->frame), expected);
    if (!frame) co_return std::move(frame.error());
    answer<Api> out{.frame = std::move(*frame), .version = p->version};
    const auto error = protocol::read_response<Api>(out.frame.bytes, p->version, out.message);
    if (error != wire::errc::ok) co_return not_decodable(Api::key, error);
    co_return out;
}

template <protocol::request Api>
awaitable<outcome<nothing>> session::send_unanswered(const Api& message, request_terms terms) {
    auto p = prepare(message, terms);
    if (!p) co_return std::move(p.error());
    co_return co_await connection_->send_unanswered(std::move(p->frame));
}

/// Asks which versions the broker serves: version 4 first, and what the broker names when it does
/// not know that; then authenticates, if the settings have a mechanism. Source: KIP-511.
awaitable<outcome<session_pointer>> open_session(std::shared_ptr<net::connection> connected,
                                                 session::settings settings);

} // namespace kafka::detail::client
