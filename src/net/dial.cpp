#include "net/dial.hpp"

#include "net/aside.hpp"
#include "net/race.hpp"
#include "net/resolve.hpp"
#include "net/shake_hands.hpp"

#include <kafka/error.hpp>

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>

namespace kafka::detail::net {

namespace {

failure too_slow(const cluster::address& where, std::string_view who) {
    return {errc::timed_out, cluster::to_string(where) + ": " + std::string(who), {}};
}

/// The words of a function that the user has given, behind what it was asked for.
failure told(const cluster::address& where, failure why) {
    why.what = cluster::to_string(where) + (why.what.empty() ? "" : ": " + why.what);
    return why;
}

awaitable<outcome<tcp_socket>> connect_by_function(asio::io_context& io, cluster::address where,
                                                   const dial_terms& terms,
                                                   clock::time_point deadline) {
    auto call = [connect = terms.connect, address = cluster::to_string(where)](
                    const context& ctx) -> outcome<std::shared_ptr<owned_socket>> {
        return std::make_shared<owned_socket>(connect(ctx, address));
    };
    auto got = co_await run_aside<std::shared_ptr<owned_socket>>(io, deadline, std::move(call));
    if (!got) co_return too_slow(where, "the dial function has not connected in time");
    if (!*got) co_return told(where, std::move(got->error()));
    auto adopted = std::move(***got).adopt(io);
    if (!adopted) co_return told(where, std::move(adopted.error()));
    co_return adopted;
}

awaitable<outcome<std::vector<tcp::endpoint>>> find(asio::io_context& io, cluster::address where,
                                                    const dial_terms& terms,
                                                    clock::time_point deadline) {
    if (!terms.resolve) co_return co_await resolve(io, where, deadline - clock::now());
    auto call = [f = terms.resolve,
                 host = where.host](const context& ctx) -> outcome<std::vector<std::string>> {
        return f(ctx, host);
    };
    auto got = co_await run_aside<std::vector<std::string>>(io, deadline, std::move(call));
    if (!got) co_return too_slow(where, "the resolver has not answered in time");
    if (!*got) co_return told(where, std::move(got->error()));
    co_return co_await resolve_each(io, where, std::move(**got), deadline);
}

void set_keep_alive(tcp_socket& s, std::chrono::seconds period) {
    error_code ignored;
    s.set_option(asio::socket_base::keep_alive(period.count() >= 0), ignored);
    if (period.count() <= 0) return;
    const int seconds = static_cast<int>(std::min<std::int64_t>(period.count(), 32767));
    for (const int option : {TCP_KEEPIDLE, TCP_KEEPINTVL})
        setsockopt(s.native_handle(), IPPROTO_TCP, option, &seconds, sizeof seconds);
}

awaitable<outcome<tcp_socket>> connect(asio::io_context& io, cluster::address where,
                                       const dial_terms& terms, clock::time_point deadline) {
    if (terms.connect) co_return co_await connect_by_function(io, where, terms, deadline);
    auto found = co_await find(io, where, terms, deadline);
    if (!found) co_return std::move(found.error());
    auto got =
        co_await race(io, lanes_of(*found, terms.fallback_delay.has_value()), terms, deadline);
    if (got) co_return got;
    failure refused{errc::connection_refused, cluster::to_string(where), {}};
    const auto& attempts = got.error().causes;
    for (const auto& attempt : attempts)
        refused.what += (&attempt == attempts.data() ? " (" : "; ") + attempt;
    refused.what += ")";
    co_return refused;
}

} // namespace

awaitable<outcome<dialled>> dial(asio::io_context& io, cluster::address where, dial_terms terms) {
    const auto deadline = clock::now() + terms.timeout;
    auto out = co_await connect(io, where, terms, deadline);
    if (!out) co_return std::move(out.error());
    set_keep_alive(*out, terms.keep_alive);
    if (!terms.tls) co_return dialled(std::move(*out));
    auto session = co_await shake_hands(*out, *terms.tls, where.host, deadline);
    if (!session) co_return told(where, std::move(session.error()));
    co_return dialled(std::move(*out), std::move(*session));
}

} // namespace kafka::detail::net
