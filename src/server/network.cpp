#include "server/network.hpp"

#include "broker/admission.hpp"
#include "broker/nodes.hpp"
#include "broker/startup.hpp"
#include "server/quiet_signals.hpp"
#include "server/start_failure.hpp"
#include "storage/errc.hpp"

#include <boost/asio/ip/host_name.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>

namespace kafka::detail::server {

namespace {

using namespace std::chrono_literals;

/// How long a handshake may take.
constexpr auto entering_time = 10s;
/// How long a peer that was refused, or that sends no more, is waited for.
constexpr auto leaving_time = 5s;
/// How long peers may take, at a stop, to fetch the last answers.
constexpr auto draining_time = 300ms;

std::string address_text(const std::string& host, std::uint16_t port) {
    const bool v6 = host.find(':') != host.npos;
    return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string address_text(const tcp::endpoint& end) {
    return address_text(end.address().to_string(), end.port());
}

/// Storage's own numbers are not for users of the library.
std::error_code public_code(const std::error_code& of) {
    if (of == storage::errc::in_use) return make_error_code(std::errc::device_or_resource_busy);
    return errc::unusable_directory;
}

bool is_wildcard(const std::string& host) {
    return host.empty() || host == "::" || host == "0.0.0.0";
}

} // namespace

network::network(broker::options wanted)
    : options_(std::move(wanted))
    , complaints_([this](const std::string& line) { log(line); })
    , context_(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO)
    , entering_(entering_time)
    , leaving_(leaving_time)
    , alarm_(context_, [this] { ring(); }) {
    if (const auto mistakes = broker::why_not_valid(options_); !mistakes.empty())
        throw start_failure(errc::invalid_option, mistakes);
    take_ports();
    open_broker();
    advertise();
    const quiet_signals while_threads_are_made;
    syncer_ = std::make_unique<background_thread>(context_.get_executor(), [this] { turn(); });
    worker_ = std::make_unique<background_thread>(context_.get_executor(), [this] { turn(); });
    for (auto& e : entrances_)
        e->sockets->start([this, &e = *e](stream_socket socket) { accepted(std::move(socket), e); },
                          [this](const std::string& line) { complain(line); });
}

network::~network() = default;

void network::take_ports() {
    for (std::size_t i = 0; i < options_.nodes.size(); ++i)
        for (const auto& l : kafka::broker::listeners_of(options_.nodes[i])) {
            auto made = std::make_unique<entrance>();
            made->node = i;
            made->described = l;
            made->sockets = std::make_unique<listener>(context_, l.host, l.port);
            made->described.port = made->sockets->port();
            if (broker::has_tls(l.protocol))
                made->tls = std::make_unique<listener_tls>(
                    tls_settings(options_.properties),
                    [this](const std::string& line) { complain(line); });
            entrances_.push_back(std::move(made));
        }
}

void network::open_broker() {
    std::string why;
    std::error_code code;
    broker_ = broker::broker::open(
        options_, {files_, time_, [this](const std::string& line) { log(line); }}, why, &code);
    if (!broker_) throw start_failure(public_code(code), why);
    limits_ = broker_->connections();
    idle_ = expiry_order<connection>(limits_.idle);
}

void network::advertise() {
    auto nodes = options_.nodes;
    for (auto& n : nodes) n.listeners.clear();
    for (auto& e : entrances_) {
        auto& n = nodes[e->node];
        auto& l = e->described;
        if (l.advertised.empty() && is_wildcard(l.host)) {
            l.advertised = address_text(asio::ip::host_name(), l.port);
            log("node " + std::to_string(n.id) + " listens on every address and tells clients " +
                l.advertised + "; advertised.listeners says otherwise");
        }
        e->address = l.advertised.empty() ? address_text(l.host, l.port) : l.advertised;
        n.listeners.push_back(l);
    }
    broker_->advertise(nodes);
}

std::vector<std::string> network::addresses() const {
    std::vector<std::string> first;
    for (const auto& e : entrances_)
        if (e->node == first.size()) first.push_back(e->address);
    return first;
}

std::string network::address(const std::string& listener) const {
    const auto is_it = [&](const auto& e) { return e->described.name == listener; };
    const auto found = std::ranges::find_if(entrances_, is_it);
    return found == entrances_.end() ? std::string() : (*found)->address;
}

std::vector<std::string> network::listening_on() const {
    std::vector<std::string> all;
    for (const auto& e : entrances_) {
        const bool is_plain = e->described.name == "PLAINTEXT";
        all.push_back(address_text(e->sockets->host(), e->sockets->port()) +
                      (is_plain ? "" : " (" + e->described.name + ")"));
    }
    return all;
}

void network::run() {
    turn();
    context_.run();
}

void network::log(const std::string& line) const {
    if (options_.log) options_.log(line);
}

void network::complain(const std::string& line) { complaints_.about(line, time_.now()); }

void network::accepted(stream_socket socket, entrance& at) {
    error_code error;
    const auto remote = socket.remote_endpoint(error);
    if (error) return; // gone already
    if (connections_.size() >= limits_.count)
        return complain(address_text(remote) + ": refused, there are " +
                        std::to_string(limits_.count) + " connections, which is max.connections");
    socket.native_non_blocking(true, error);
    socket.set_option(tcp::no_delay(true), error);
    socket.set_option(asio::socket_base::keep_alive(true), error);
    broker::peer from{address_text(remote), at.described.name, at.described.port, ""};
    if (broker::has_sasl(at.described.protocol)) from.sasl = std::make_shared<broker::admission>();
    std::optional<net::tls_session> tls;
    if (at.tls)
        tls = net::tls_session::to_client(*at.tls->context(time_.now()), socket.native_handle());
    auto added =
        std::make_shared<connection>(std::move(socket), std::move(from), *this, std::move(tls));
    connections_.emplace(added.get(), added);
    (added->is_entering() ? entering_ : idle_).renew(added.get(), time_.now());
    added->start();
    turn();
}

void network::handle(wire::bytes frame, broker::peer& from, broker::reply_pointer reply) {
    broker_->handle(frame, from, std::move(reply));
}

void network::has_answers(connection& of) { answered_.push_back(of.shared_from_this()); }

void network::was_active(connection& which) {
    (which.is_leaving() ? leaving_ : idle_).renew(&which, time_.now());
}

void network::has_entered(connection& which) {
    entering_.remove(&which);
    idle_.renew(&which, time_.now());
}

void network::leaves(connection& which) {
    idle_.remove(&which);
    leaving_.renew(&which, time_.now());
}

void network::ended(connection& which) {
    idle_.remove(&which);
    entering_.remove(&which);
    leaving_.remove(&which);
    const auto found = connections_.find(&which);
    if (found == connections_.end()) return;
    answered_.push_back(std::move(found->second)); // it is still at work: let it go afterwards
    connections_.erase(found);
}

void network::turn() {
    if (phase_ == phase::serving) hand_out_tasks();
    for (std::size_t i = 0; i < answered_.size(); ++i) {
        const auto next = answered_[i];
        next->proceed();
    }
    answered_.clear();
    if (phase_ == phase::serving)
        hand_out_tasks();
    else
        go_on_stopping();
    alarm_.set(next_deadline());
}

void network::hand_out_tasks() {
    if (!syncer_->busy())
        if (auto task = broker_->take_sync()) syncer_->start(std::move(*task));
    if (!worker_->busy())
        if (auto task = broker_->take_work()) worker_->start(std::move(*task));
}

std::optional<steady::time_point> network::next_deadline() const {
    if (phase_ == phase::draining) return drained_by_;
    auto first = idle_.next();
    const auto consider = [&first](std::optional<steady::time_point> other) {
        if (other && (!first || *other < *first)) first = other;
    };
    consider(leaving_.next());
    consider(entering_.next());
    if (phase_ == phase::serving) consider(broker_->next_deadline());
    return first;
}

void network::ring() {
    if (phase_ == phase::serving) {
        const auto due = broker_->next_deadline();
        if (due && *due <= time_.now()) broker_->tick();
    }
    end_silent_connections();
    turn();
}

void network::end_silent_connections() {
    const auto now = time_.now();
    while (auto* c = leaving_.expired(now)) c->end();
    while (auto* c = entering_.expired(now)) {
        complain(c->peer().address +
                 ": the TLS handshake took longer than 10 s; connection closed");
        c->end();
    }
    while (auto* c = idle_.expired(now)) {
        if (c->is_waiting())
            idle_.renew(c, now);
        else
            c->end();
    }
}

void network::request_stop() {
    asio::post(context_, [this] { begin_stop(); });
}

void network::begin_stop() {
    if (phase_ != phase::serving) return;
    phase_ = phase::settling;
    for (auto& e : entrances_) e->sockets->close();
    const std::vector<std::pair<connection*, std::shared_ptr<connection>>> all(connections_.begin(),
                                                                               connections_.end());
    for (const auto& [_, c] : all) c->refuse_more();
    turn();
}

void network::go_on_stopping() {
    if (syncer_->busy() || worker_->busy()) return;
    if (phase_ == phase::settling) {
        broker_->stop();
        phase_ = phase::draining;
        drained_by_ = time_.now() + draining_time;
        for (std::size_t i = 0; i < answered_.size(); ++i) {
            const auto next = answered_[i];
            next->proceed();
        }
        answered_.clear();
    }
    const bool drained = std::ranges::all_of(
        connections_, [](const auto& entry) { return entry.second->is_drained(); });
    if (drained || time_.now() >= drained_by_) context_.stop();
}

} // namespace kafka::detail::server
