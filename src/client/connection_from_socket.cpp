// A kafka::connection on a socket that somebody else has connected.
#include "client/link_options.hpp"
#include "client/open_connection.hpp"
#include "net/owned_socket.hpp"

namespace kafka {

namespace calls = detail::client;

namespace {

using shared_socket = std::shared_ptr<detail::net::owned_socket>;

void check(const connection_options& o) {
    calls::mistakes m;
    if (!o.topic.empty()) calls::check_topic_name(o.topic, m);
    m.unless(o.partition >= 0, "partition: must not be negative");
    m.unless(o.request_timeout.count() > 0, "request_timeout: must be more than 0");
    m.raise_if_any("connection_options");
}

detail::net::awaitable<calls::outcome<calls::connected>> open(shared_socket socket,
                                                              calls::dial_order order) {
    auto adopted = std::move(*socket).adopt(*order.io);
    if (!adopted) co_return std::move(adopted.error());
    detail::net::error_code ignored;
    const auto peer = adopted->remote_endpoint(ignored);
    auto name = detail::cluster::to_string({peer.address().to_string(), peer.port()});
    co_return co_await calls::open_on(std::move(*adopted), std::move(name), order);
}

} // namespace

connection::connection(const context& ctx, int socket, connection_options options) {
    const auto owned = std::make_shared<detail::net::owned_socket>(socket);
    check(options);
    const auto on = options.runtime ? options.runtime->body() : runtime::shared().body();
    const calls::dial_order order{
        on->io(), {}, ctx.deadline(), {}, options.client_id, {}, options.request_timeout};
    auto got = calls::block_on_or_throw<calls::connected>(
        *on, ctx, "open a connection",
        [owned, order](calls::trail&) { return open(owned, order); });
    body_ = std::make_shared<implementation>(on, std::move(got), std::move(options));
}

} // namespace kafka
