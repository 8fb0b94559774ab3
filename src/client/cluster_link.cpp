#include "client/cluster_link.hpp"

#include "net/dial.hpp"

#include <kafka/error.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>

namespace kafka::detail::client {

cluster_link::cluster_link(std::shared_ptr<io_loop> io, std::shared_ptr<callback_thread> callbacks,
                           link_options options)
    : io_(std::move(io))
    , callbacks_(std::move(callbacks))
    , options_(std::move(options))
    , metadata_(options_.metadata_age)
    , random_(std::random_device()())
    , refreshed_(io_->get_executor()) {}

cluster_link::slot& cluster_link::slot_of(slot_key key) {
    const auto found = slots_.find(key);
    if (found != slots_.end()) return found->second;
    return slots_.try_emplace(key, io_->get_executor(), new_backoff()).first->second;
}

session_pointer cluster_link::open_session_of(std::int32_t node, purpose p) const {
    const auto found = slots_.find({node, p});
    if (found == slots_.end() || !found->second.session) return nullptr;
    return found->second.session->is_open() ? found->second.session : nullptr;
}

awaitable<outcome<session_pointer>> cluster_link::reach(route to, purpose p, trail& so_far) {
    const auto self = shared_from_this();
    if (to.node == route::any_broker) co_return co_await reach_any(false, so_far);
    const auto node = co_await node_of(to, so_far);
    if (!node) co_return node.error();
    co_return co_await reach_node(*node, p, so_far);
}

awaitable<outcome<std::int32_t>> cluster_link::node_of(route to, trail& so_far) {
    if (to.node != route::controller) co_return to.node;
    if (metadata_.controller() < 0 || metadata_.broker(metadata_.controller()) == nullptr) {
        auto known = co_await refresh({}, so_far);
        if (!known) co_return std::move(known.error());
    }
    if (metadata_.controller() >= 0) co_return metadata_.controller();
    co_return failure{errc::no_brokers, "the cluster has no controller at the moment", {}};
}

awaitable<outcome<session_pointer>> cluster_link::reach_node(std::int32_t node, purpose p,
                                                             trail& so_far) {
    const slot_key key{node, p};
    auto& s = slot_of(key);
    if (closed_) co_return closed_failure();
    if (s.session && s.session->is_open()) co_return s.session;
    if (!s.dialing) start_dialing(key);
    while (s.dialing && !closed_) co_await s.changed.wait();
    if (closed_) co_return closed_failure();
    if (s.session && s.session->is_open()) co_return s.session;
    so_far.note(s.last.text());
    co_return s.last;
}

/// Any of the brokers that we know, those first that we are connected with.
awaitable<outcome<session_pointer>> cluster_link::reach_known(trail& so_far) {
    std::vector<std::int32_t> nodes;
    for (const auto& b : metadata_.brokers()) {
        if (auto open = open_session_of(b.id, purpose::general)) co_return open;
        nodes.push_back(b.id);
    }
    std::ranges::shuffle(nodes, random_);
    failure last{errc::no_brokers, "no broker of the cluster is known yet", {}};
    for (const auto node : nodes) {
        auto got = co_await reach_node(node, purpose::general, so_far);
        if (got || closed_) co_return got;
        last = std::move(got.error());
    }
    co_return last;
}

awaitable<outcome<session_pointer>> cluster_link::reach_any(bool bootstrap_will_do, trail& so_far) {
    if (metadata_.brokers().empty() && !bootstrap_will_do) {
        auto known = co_await refresh({}, so_far);
        if (!known) co_return std::move(known.error());
    }
    if (bootstrap_will_do)
        if (auto open = open_session_of(bootstrap_node, purpose::general)) co_return open;
    auto got = co_await reach_known(so_far);
    if (got || !bootstrap_will_do || closed_) co_return got;
    metadata_.forget_brokers(); // the cluster may have moved as a whole
    co_return co_await reach_node(bootstrap_node, purpose::general, so_far);
}

void cluster_link::start_dialing(slot_key key) {
    slot_of(key).dialing = true;
    asio::co_spawn(
        *io_, [self = shared_from_this(), key] { return self->dial(key); },
        [self = shared_from_this(), key](std::exception_ptr) {
            auto& s = self->slot_of(key);
            s.dialing = false;
            s.changed.notify_all();
        });
}

awaitable<void> cluster_link::dial(slot_key key) {
    auto& s = slot_of(key); // stays where it is: slots are never removed
    if (clock::now() < s.not_before) co_await s.changed.wait_until(s.not_before);
    if (closed_) co_return;
    auto opened = co_await open(key, s);
    if (!opened) {
        s.last = std::move(opened.error());
        s.not_before = clock::now() + s.pauses.next(random());
        log(log_level::warning, [&] { return s.last.text(); });
        co_return;
    }
    s.pauses.succeeded();
    s.session = std::move(*opened);
    log(log_level::debug, [&] { return "connected to " + s.session->name(); });
    if (closed_) s.session->close(closed_failure());
    if (key.first == bootstrap_node || key.second != purpose::general) co_return;
    // A broker of the cluster answers now: the bootstrap connection has done its work.
    if (const auto first = open_session_of(bootstrap_node, purpose::general))
        if (first->in_flight() == 0) first->close(closed_failure());
}

awaitable<outcome<session_pointer>> cluster_link::open(slot_key key, slot& s) {
    if (key.first == bootstrap_node) co_return co_await open_bootstrap();
    const auto* broker = metadata_.broker(key.first);
    if (broker == nullptr)
        co_return failure{errc::no_brokers,
                          "node " + std::to_string(key.first) + " is not in the cluster's metadata",
                          {}};
    s.dialed = broker->where;
    co_return co_await open_at(broker->where, key.first);
}

awaitable<outcome<session_pointer>> cluster_link::open_bootstrap() {
    auto order = options_.bootstrap;
    std::ranges::shuffle(order, random_);
    failure all{errc::no_brokers, {}, {}};
    bool hopeless = true;
    for (const auto& where : order) {
        auto got = co_await open_at(where, bootstrap_node);
        if (got || closed_) co_return got;
        all.what += (all.what.empty() ? "" : "; ") + got.error().what;
        if (got.error().is(condition::retriable))
            hopeless = false;
        else if (hopeless)
            all.code = got.error().code;
    }
    if (!hopeless) all.code = errc::no_brokers;
    co_return all;
}

awaitable<outcome<session_pointer>> cluster_link::open_at(cluster::address where,
                                                          std::int32_t node) {
    auto name = cluster::to_string(where);
    if (node != bootstrap_node) name += " (node " + std::to_string(node) + ")";
    const auto since = clock::now();
    meters_.dials.add();
    auto how = options_.how_to_dial;
    how.timeout = options_.dial_timeout;
    auto connected = co_await net::dial(*io_, where, std::move(how));
    if (!connected) co_return std::move(connected.error());
    auto c = std::make_shared<net::connection>(
        std::move(*connected), net::connection_options{std::move(name), io_->memory()});
    const session::settings impatient{.client_id = options_.client_id,
                                      .request_timeout =
                                          std::min(options_.request_timeout, options_.dial_timeout),
                                      .mechanism = options_.mechanism,
                                      .peer = {where.host, where.port}};
    auto opened = co_await open_session(std::move(c), impatient);
    if (opened) (*opened)->set_request_timeout(options_.request_timeout);
    if (opened) meters_.dial_time.observe(clock::now() - since);
    co_return opened;
}

awaitable<void> cluster_link::pause(cluster::backoff& steps) {
    net::timer t(*io_, steps.next(random()));
    co_await t.async_wait(net::as_tuple);
}

void cluster_link::hang_up(std::int32_t node, purpose p) {
    if (const auto open = open_session_of(node, p))
        open->close({errc::connection_lost, open->name() + ": closed, since nobody waits", {}});
}

void cluster_link::close() {
    if (std::exchange(closed_, true)) return;
    for (auto& [key, s] : slots_) {
        if (s.session) s.session->close(closed_failure());
        s.changed.notify_all();
    }
    refreshed_.notify_all();
}

failure cluster_link::closed_failure() const { return {errc::closed, {}, {}}; }

} // namespace kafka::detail::client
