#include "server/engine.hpp"

#include <kafka/error.hpp>

#include <pthread.h>

#include <csignal>
#include <future>

namespace kafka::detail::server {

namespace {

/// Signals belong to the program; SIGPIPE above all must not end it when a client goes away under
/// sendfile.
void block_all_signals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

std::string address_text(const tcp::socket& socket) {
    error_code e;
    const auto peer = socket.remote_endpoint(e);
    if (e) return "a client that has gone";
    return peer.address().to_string() + ":" + std::to_string(peer.port());
}

} // namespace

engine::engine(broker::options wanted) : wanted_(std::move(wanted)) {
    log_line_ = [log = wanted_.log](const std::string& line) {
        if (log) log(line);
    };
    std::string message;
    broker_ = broker::broker::open(wanted_, {files_, clock_, log_line_}, message);
    if (!broker_) throw error(errc::invalid_option, message);
    limits_ = broker_->connections();
    cluster_id_ = broker_->cluster_id();
    bind();
    host_ = std::make_unique<connection_host>(
        connection_host{*broker_, limits_.request_bytes, [this] { after_requests(); }, log_line_,
                        [this](const void* c) { connections_.erase(c); }});
    const auto back = [this](std::function<void()> done) { finished(std::move(done)); };
    syncer_ = std::make_unique<background>(back);
    worker_ = std::make_unique<background>(back);
    network_ = std::thread([this] { run(); });
}

engine::~engine() { stop(std::chrono::seconds(5)); }

void engine::bind() {
    auto nodes = wanted_.nodes;
    for (auto& node : nodes) {
        const auto& l = listeners_.emplace_back(std::make_unique<listener>(context_, node));
        node.port = l->port();
        node.host = l->advertised_host();
        if (node.advertised.empty()) node.advertised = node.host + ":" + std::to_string(node.port);
        addresses_.push_back(node.host + ":" + std::to_string(node.port));
    }
    broker_->advertise(nodes);
}

void engine::run() {
    block_all_signals();
    for (const auto& l : listeners_)
        l->start([this](tcp::socket s, std::uint16_t port) { accept(std::move(s), port); },
                 log_line_);
    const auto work = asio::make_work_guard(context_);
    after_requests();
    context_.run();
}

void engine::accept(tcp::socket socket, std::uint16_t local_port) {
    if (connections_.size() >= limits_.count) {
        log_line_("refused the connection of " + address_text(socket) +
                  ": max.connections is reached");
        return;
    }
    broker::peer who{address_text(socket), "PLAINTEXT", local_port, {}};
    auto c = std::make_shared<connection>(std::move(socket), std::move(who), *host_);
    connections_.emplace(c.get(), c);
    c->start();
    arm_idle_check();
}

void engine::after_requests() {
    if (stopped_) return;
    start_background();
    arm_deadline();
}

void engine::start_background() {
    if (!syncer_->busy())
        if (auto task = broker_->take_sync()) syncer_->start(std::move(*task));
    if (!worker_->busy())
        if (auto task = broker_->take_work()) worker_->start(std::move(*task));
}

/// On a background thread: the rest belongs to the network thread.
void engine::finished(std::function<void()> done) {
    asio::post(context_, [this, done = std::move(done)] {
        if (done) done();
        if (!stopped_) after_requests();
    });
}

void engine::arm_deadline() {
    const auto wanted = broker_->next_deadline();
    if (wanted == armed_for_) return;
    armed_for_ = wanted;
    deadline_timer_.cancel();
    if (!wanted) return;
    deadline_timer_.expires_at(*wanted);
    deadline_timer_.async_wait([this](error_code e) {
        if (e || stopped_) return;
        armed_for_.reset();
        broker_->tick();
        after_requests();
    });
}

/// One timer for all connections, and only while there are any.
void engine::arm_idle_check() {
    if (idle_armed_ || connections_.empty() || limits_.idle.count() < 0) return;
    idle_armed_ = true;
    idle_timer_.expires_after(limits_.idle / 2 + std::chrono::milliseconds(1));
    idle_timer_.async_wait([this](error_code e) {
        idle_armed_ = false;
        if (e || stopped_) return;
        close_idle();
        arm_idle_check();
    });
}

void engine::close_idle() {
    const auto oldest = std::chrono::steady_clock::now() - limits_.idle;
    std::vector<std::shared_ptr<connection>> idle;
    for (const auto& [key, c] : connections_)
        if (c->last_active() < oldest && !c->waits_for_broker()) idle.push_back(c);
    for (const auto& c : idle) c->close();
}

/// Nothing new is begun from here on.
void engine::quiesce() {
    stopped_ = true;
    for (const auto& l : listeners_) l->stop();
    deadline_timer_.cancel();
    idle_timer_.cancel();
}

void engine::finish() {
    broker_->stop();
    const auto connections = connections_; // closing one takes it off the map
    for (const auto& [key, c] : connections) c->close();
    context_.stop();
}

bool engine::stop(std::chrono::milliseconds patience) {
    if (!network_.joinable()) return true;
    const auto deadline = std::chrono::steady_clock::now() + patience;
    std::promise<void> quiet;
    asio::post(context_, [&] {
        quiesce();
        quiet.set_value();
    });
    quiet.get_future().wait();
    // What is under way in the background is let through: the broker syncs and closes files at its
    // stop.
    const bool drained = syncer_->drain(deadline) && worker_->drain(deadline);
    syncer_.reset();
    worker_.reset();
    asio::post(context_, [this] { finish(); });
    network_.join();
    return drained && std::chrono::steady_clock::now() <= deadline;
}

} // namespace kafka::detail::server
