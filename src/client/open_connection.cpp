#include "client/open_connection.hpp"

#include "net/dial.hpp"

namespace kafka::detail::client {

namespace {

std::string text_of(const net::tcp::endpoint& e) {
    return cluster::to_string({e.address().to_string(), e.port()});
}

/// What fails at the deadline fails because of it.
failure told(const dial_order& order, failure why) {
    if (order.deadline && net::clock::now() >= *order.deadline) why.code = errc::timed_out;
    return why;
}

} // namespace

net::clock::duration time_left(const dial_order& order) {
    constexpr net::clock::duration longest = std::chrono::hours(24);
    if (!order.deadline) return longest;
    return std::clamp(*order.deadline - net::clock::now(), net::clock::duration::zero(), longest);
}

awaitable<outcome<connected>> open_on(net::dialled to, std::string name, dial_order order) {
    net::error_code ignored;
    connected out{.local = text_of(to.socket.local_endpoint(ignored)),
                  .remote = text_of(to.socket.remote_endpoint(ignored))};
    auto c = std::make_shared<net::connection>(
        std::move(to), net::connection_options{std::move(name), order.io->memory()});
    out.end = std::make_shared<ends_connection>(order.io, c);
    const session::settings impatient{.client_id = order.client_id,
                                      .request_timeout =
                                          std::min(order.request_timeout, time_left(order)),
                                      .mechanism = order.mechanism,
                                      .peer = {order.where.host, order.where.port}};
    auto opened = co_await open_session(std::move(c), impatient);
    if (!opened) co_return told(order, std::move(opened.error()));
    (*opened)->set_request_timeout(order.request_timeout);
    out.session = std::move(*opened);
    co_return out;
}

awaitable<outcome<connected>> open_connection(dial_order order) {
    auto how = order.how;
    how.timeout = time_left(order);
    auto socket = co_await net::dial(*order.io, order.where, std::move(how));
    if (!socket) co_return told(order, std::move(socket.error()));
    co_return co_await open_on(std::move(*socket), cluster::to_string(order.where), order);
}

} // namespace kafka::detail::client
