#include "net/race.hpp"

#include "cluster/address.hpp"
#include "net/notifier.hpp"

#include <kafka/error.hpp>

#include <boost/asio/co_spawn.hpp>

namespace kafka::detail::net {

namespace {

/// Shared by the lanes and whoever waits for them; used on the I/O thread only.
struct contest {
    contest(asio::io_context& io_, clock::time_point deadline_) : io(io_), deadline(deadline_) {}

    asio::io_context& io;
    clock::time_point deadline;
    std::optional<asio::ip::address> local = {};
    std::optional<tcp_socket> winner = {};
    int running = 0;
    bool over = false;
    std::vector<std::string> attempts = {};
    std::vector<std::weak_ptr<tcp_socket>> trying = {};
    notifier changed{io.get_executor()};

    bool is_decided() const { return winner || running == 0; }
};
using contest_pointer = std::shared_ptr<contest>;

/// However the wait ends, those who still try are stopped.
struct end_of_contest {
    contest_pointer of;
    ~end_of_contest() {
        of->over = true;
        error_code ignored;
        for (const auto& weak : of->trying)
            if (const auto s = weak.lock()) s->close(ignored);
    }
};

error_code bind_to(tcp_socket& s, const tcp::endpoint& to, const asio::ip::address& local) {
    error_code error;
    s.open(to.protocol(), error);
    if (!error) s.bind(tcp::endpoint(local, 0), error);
    return error;
}

/// Connects, or gives up at the deadline by closing the socket.
awaitable<error_code> connect(std::shared_ptr<tcp_socket> s, tcp::endpoint to,
                              clock::time_point deadline) {
    timer limit(s->get_executor(), deadline);
    auto is_late = std::make_shared<bool>(false);
    limit.async_wait([s, is_late](error_code stopped) {
        if (stopped || *is_late) return;
        *is_late = true;
        error_code ignored;
        s->close(ignored);
    });
    auto [error] = co_await s->async_connect(to, as_tuple);
    if (*is_late) co_return asio::error::timed_out;
    *is_late = true; // the handler may be queued already
    limit.cancel();
    co_return error;
}

awaitable<error_code> try_one(contest_pointer c, tcp::endpoint to, clock::time_point deadline) {
    auto s = std::make_shared<tcp_socket>(c->io);
    c->trying.push_back(s);
    error_code error;
    if (c->local) error = bind_to(*s, to, *c->local);
    if (!error) error = co_await connect(s, to, deadline);
    if (!error && !c->over && !c->winner) c->winner = std::move(*s);
    co_return error;
}

std::string describe(const tcp::endpoint& e) {
    return cluster::to_string({e.address().to_string(), e.port()});
}

awaitable<void> run(contest_pointer c, std::vector<tcp::endpoint> lane) {
    auto left = static_cast<std::int64_t>(lane.size());
    for (const auto& endpoint : lane) {
        const auto now = clock::now();
        const auto share = std::max(c->deadline - now, clock::duration::zero()) / left--;
        const auto error = co_await try_one(c, endpoint, now + share);
        if (c->over || c->winner) co_return;
        c->attempts.push_back(describe(endpoint) + ": " + error.message());
    }
}

void start(const contest_pointer& c, std::vector<tcp::endpoint> lane) {
    if (lane.empty()) return;
    ++c->running;
    asio::co_spawn(c->io, run(c, std::move(lane)), [c](std::exception_ptr) {
        --c->running;
        c->changed.notify_all();
    });
}

} // namespace

lanes lanes_of(const std::vector<tcp::endpoint>& endpoints, bool race) {
    lanes out;
    for (const auto& e : endpoints) {
        const bool same =
            out.first.empty() || e.address().is_v6() == out.first.front().address().is_v6();
        (same || !race ? out.first : out.second).push_back(e);
    }
    return out;
}

awaitable<outcome<tcp_socket>> race(asio::io_context& io, lanes over, const dial_terms& terms,
                                    clock::time_point deadline) {
    const auto c = std::make_shared<contest>(io, deadline);
    c->local = terms.local;
    const end_of_contest at_the_end{c};
    const auto fallback_at = clock::now() + terms.fallback_delay.value_or(clock::duration::zero());
    start(c, std::move(over.first));
    while (!c->is_decided() && clock::now() < fallback_at)
        co_await c->changed.wait_until(fallback_at);
    if (!c->winner) start(c, std::move(over.second));
    while (!c->is_decided()) co_await c->changed.wait();
    if (c->winner) co_return std::move(*c->winner);
    co_return failure{errc::connection_refused, {}, c->attempts};
}

} // namespace kafka::detail::net
