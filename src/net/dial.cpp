#include "net/dial.hpp"

#include "net/resolve.hpp"

#include <kafka/error.hpp>

namespace kafka::detail::net {

namespace {

std::string describe(const tcp::endpoint& e) {
    return cluster::to_string({e.address().to_string(), e.port()});
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

} // namespace

awaitable<outcome<tcp_socket>> dial(asio::io_context& io, cluster::address where,
                                    clock::duration timeout) {
    const auto deadline = clock::now() + timeout;
    auto found = co_await resolve(io, where, timeout);
    if (!found) co_return std::move(found.error());
    failure refused{errc::connection_refused, cluster::to_string(where), {}};
    std::vector<std::string> attempts;
    auto left = static_cast<std::int64_t>(found->size());
    for (const auto& endpoint : *found) {
        const auto now = clock::now();
        const auto share = std::max(deadline - now, clock::duration::zero()) / left--;
        auto s = std::make_shared<tcp_socket>(io);
        const auto error = co_await connect(s, endpoint, now + share);
        if (!error) co_return std::move(*s);
        attempts.push_back(describe(endpoint) + ": " + error.message());
    }
    for (const auto& attempt : attempts)
        refused.what += (&attempt == attempts.data() ? " (" : "; ") + attempt;
    refused.what += ")";
    co_return refused;
}

} // namespace kafka::detail::net
