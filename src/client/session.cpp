#include "client/session.hpp"

#include "client/authenticate.hpp"
#include "cluster/api_name.hpp"
#include "wire/byte_order.hpp"

#include <kafka/broker_errc.hpp>

namespace kafka::detail::client {

namespace {

using versions_request = protocol::api_versions_request;
using versions_answer = outcome<protocol::api_versions_response>;

std::string range(protocol::versions v) {
    return std::to_string(v.min) + " to " + std::to_string(v.max);
}

failure unreadable(const net::connection& c, wire::errc why) {
    return {
        errc::bad_response, c.name() + ": ApiVersions: " + std::string(wire::to_string(why)), {}};
}

/// An answer with error 35 is laid out as version 0, whatever was asked. Its error code comes first
/// in every version.
std::int16_t layout_of_answer(wire::bytes frame, std::int16_t asked) {
    constexpr std::size_t error_at = sizeof(std::int32_t);
    if (frame.size() < error_at + sizeof(std::int16_t)) return asked;
    const auto error = wire::load<std::int16_t>(frame.data() + error_at);
    return error == static_cast<std::int16_t>(broker_errc::unsupported_version) ? std::int16_t{0}
                                                                                : asked;
}

awaitable<versions_answer> ask_versions(net::connection& c, const session::settings& settings,
                                        std::int16_t version) {
    const versions_request question{.client_software_name = "kafka-cpp",
                                    .client_software_version = "0.1.0"};
    const auto id = c.next_correlation_id();
    wire::gathered frame;
    const auto error = protocol::gather_request(question, version, id, settings.client_id, frame);
    if (error != wire::errc::ok) co_return unreadable(c, error);
    const net::exchange_terms terms{id, settings.request_timeout, std::size_t{1} << 20};
    auto got = co_await c.exchange(std::move(frame), terms);
    if (!got) co_return std::move(got.error());
    protocol::api_versions_response out;
    const auto layout = layout_of_answer(got->bytes, version);
    const auto bad = protocol::read_response<versions_request>(got->bytes, layout, out);
    if (bad != wire::errc::ok) co_return unreadable(c, bad);
    out.supported_features.clear(); // their names view the frame, which ends here
    out.finalized_features.clear();
    co_return out;
}

/// What the broker says that it knows of ApiVersions itself; 0 when it says nothing.
std::int16_t fallback(const protocol::api_versions_response& refusal) {
    const auto named = cluster::broker_versions(refusal).choose<versions_request>();
    return named.value_or(0);
}

} // namespace

awaitable<outcome<session_pointer>> open_session(std::shared_ptr<net::connection> connected,
                                                 session::settings settings) {
    connected->start();
    auto got = co_await ask_versions(*connected, settings, versions_request::valid.max);
    const auto unsupported = static_cast<std::int16_t>(broker_errc::unsupported_version);
    if (got && got->error_code == unsupported)
        got = co_await ask_versions(*connected, settings, fallback(*got));
    if (!got) {
        connected->close(got.error());
        co_return std::move(got.error());
    }
    if (got->error_code != 0) {
        auto why = cluster::fail(static_cast<broker_errc>(got->error_code), connected->name());
        connected->close(why);
        co_return why;
    }
    auto opened =
        std::make_shared<session>(std::move(connected), cluster::broker_versions(*got), settings);
    if (!settings.mechanism) co_return opened;
    auto admitted = co_await authenticate(*opened, settings.mechanism, settings.peer);
    if (admitted) co_return opened;
    opened->close(admitted.error());
    co_return std::move(admitted.error());
}

failure session::not_served(protocol::api_key key, protocol::versions ours) const {
    const auto theirs = versions_.range_of(key);
    const auto api = std::string(cluster::name_of(key));
    return {errc::unsupported_version,
            name() + ": " + api +
                (theirs ? " is served in versions " + range(*theirs) + ", and this client speaks " +
                              range(ours)
                        : " is not served"),
            {}};
}

failure session::not_encodable(protocol::api_key key, wire::errc why) const {
    return {errc::invalid_argument,
            name() + ": " + std::string(cluster::name_of(key)) +
                " cannot be sent in a version that the broker knows: " +
                std::string(wire::to_string(why)),
            {}};
}

awaitable<outcome<net::frame>> session::exchange(std::vector<std::byte> frame, request_terms terms,
                                                 bool answered) {
    constexpr std::size_t id_at = protocol::frame_size_bytes + 2 * sizeof(std::int16_t);
    const auto id = connection_->next_correlation_id();
    wire::gathered request;
    request.head = std::move(frame);
    wire::store(request.head.data() + id_at, id);
    request.parts.emplace_back(wire::bytes(request.head));
    if (answered) {
        const net::exchange_terms expected{id, terms.timeout.value_or(settings_.request_timeout),
                                           terms.largest_answer};
        co_return co_await connection_->exchange(std::move(request), expected);
    }
    auto sent = co_await connection_->send_unanswered(std::move(request));
    if (!sent) co_return std::move(sent.error());
    co_return net::frame();
}

failure session::unreadable(protocol::api_key key, wire::errc why) const {
    return {errc::bad_response,
            name() + ": " + std::string(cluster::name_of(key)) + ": " +
                std::string(wire::to_string(why)),
            {}};
}

failure session::not_decodable(protocol::api_key key, wire::errc why) {
    auto out = unreadable(key, why);
    close(out); // what follows on this connection cannot be trusted either
    return out;
}

} // namespace kafka::detail::client
