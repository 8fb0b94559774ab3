// client::request. The message is encoded and decoded on the caller's thread, because it views the
// caller's memory, which may be gone as soon as the context has ended.
#include "client/ask.hpp"
#include "client/blocking.hpp"
#include "client/client.hpp"
#include "client/coordinators.hpp"
#include "client/partition_leader.hpp"
#include "client/request_kind.hpp"
#include "cluster/api_name.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/request.hpp>

namespace kafka::detail::client {

namespace {

/// Requests that may wait long do not hold up the others.
purpose purpose_of(protocol::api_key key) {
    using enum protocol::api_key;
    if (key == fetch) return purpose::fetch;
    return key == join_group || key == sync_group ? purpose::group : purpose::general;
}

void check(const request_options& how, const request_kind& kind) {
    const auto name = std::string(cluster::name_of(kind.key));
    const int given = how.broker.has_value() + how.controller + how.coordinator.has_value() +
                      how.leader.has_value();
    if (given > 1)
        throw error(errc::invalid_argument,
                    name + ": only one of broker, controller, coordinator and leader may be given");
    if (how.broker && *how.broker < 0)
        throw error(errc::invalid_argument,
                    name + ": " + std::to_string(*how.broker) + " is not a broker's id");
    if (how.version && !kind.valid.has(*how.version))
        throw error(errc::unsupported_version, name + ": this client speaks versions " +
                                                   std::to_string(kind.valid.min) + " to " +
                                                   std::to_string(kind.valid.max) + ", not " +
                                                   std::to_string(*how.version));
    if (how.timeout && how.timeout->count() <= 0)
        throw error(errc::invalid_argument, name + ": timeout must be more than 0");
}

request_options completed(request_options how, const request_kind& kind, const void* message) {
    if (how.broker || how.controller || how.coordinator || how.leader) return how;
    auto out = kind.destination(message);
    out.version = how.version;
    out.timeout = how.timeout;
    return out;
}

awaitable<outcome<std::int32_t>> coordinator_of(call c, std::string group) {
    auto steps = c.link->new_backoff();
    for (;;) {
        auto node = co_await find_coordinator(c, group);
        if (node || !node.error().is(condition::retriable)) co_return node;
        c.so_far.note(node.error().text());
        co_await c.link->pause(steps);
    }
}

awaitable<outcome<route>> route_to(call c, request_options how) {
    if (how.broker) co_return route{*how.broker};
    if (how.controller) co_return route{route::controller};
    outcome<std::int32_t> node = route::any_broker;
    if (how.coordinator) node = co_await coordinator_of(c, *how.coordinator);
    if (how.leader) node = co_await leader_of(c, *how.leader);
    if (!node) co_return std::move(node.error());
    co_return route{*node};
}

/// A connection to whoever is to answer. Retried: nothing has been sent yet.
awaitable<outcome<session_pointer>> find_session(call c, request_options how, purpose p) {
    // A node is looked up in the metadata, which may not be there yet.
    if (auto any = co_await reach(c, route{}); !any) co_return std::move(any.error());
    auto steps = c.link->new_backoff();
    for (;;) {
        const auto to = co_await route_to(c, how);
        if (!to) co_return to.error();
        auto got = co_await c.link->reach(*to, p, c.so_far);
        if (got || !got.error().is(condition::retriable)) co_return got;
        co_await c.link->pause(steps);
        static_cast<void>(co_await c.link->refresh({}, c.so_far));
    }
}

struct encoded {
    std::vector<std::byte> frame = {};
    std::int16_t version = 0;
};

failure not_encodable(const request_kind& kind, std::int16_t version, wire::errc why) {
    return {errc::invalid_argument,
            std::string(cluster::name_of(kind.key)) + " cannot be sent in version " +
                std::to_string(version) + ": " + std::string(wire::to_string(why)),
            {}};
}

/// In the version that was chosen, or the highest that the broker knows and that can carry what is
/// set in the message.
encoded encode(const session& s, const request_kind& kind, const void* message,
               std::optional<std::int16_t> wanted) {
    const auto ours = wanted ? protocol::versions{*wanted, *wanted}
                             : protocol::versions{kind.valid.min, kind.highest(message)};
    const auto highest = s.versions().choose(kind.key, ours);
    if (!highest) raise(s.not_served(kind.key, ours));
    const auto lowest = std::max(ours.min, s.versions().range_of(kind.key)->min);
    auto refused = wire::errc::ok;
    for (auto version = *highest; version >= lowest; --version) {
        encoded out{.version = version};
        const auto bad = kind.encode(message, version, s.client_id(), out.frame);
        if (bad == wire::errc::ok) return out;
        if (refused == wire::errc::ok) refused = bad;
    }
    raise(not_encodable(kind, *highest, refused));
}

} // namespace

sent_request send_request(const kafka::client& through, const context& ctx,
                          const request_kind& kind, const void* message, const request_options& how,
                          void* response) {
    check(how, kind);
    const auto& on = *through.body()->runtime();
    const auto link = through.body()->link();
    const auto name = cluster::name_of(kind.key);
    const auto session = block_on_or_throw<session_pointer>(
        on, ctx, name,
        [link, to = completed(how, kind, message), p = purpose_of(kind.key)](trail& so_far) {
            return find_session({link, so_far}, to, p);
        });
    auto question = encode(*session, kind, message, how.version);
    request_terms terms;
    if (how.timeout) terms.timeout = *how.timeout;
    const sent_request sent{.version = question.version};
    const bool answered = kind.is_answered(message);
    auto got = block_on_or_throw<net::frame>(
        on, ctx, name, [session, f = std::move(question.frame), terms, answered](trail&) mutable {
            return session->exchange(std::move(f), std::move(terms), answered);
        });
    if (!answered) return sent;
    const auto bad = kind.decode(got.bytes, sent.version, response);
    if (bad == wire::errc::ok) return {.version = sent.version, .keeps = std::move(got.memory)};
    const auto why = session->unreadable(kind.key, bad);
    on.post([session, why] { session->close(why); }); // what follows cannot be trusted either
    raise(why);
}

} // namespace kafka::detail::client
