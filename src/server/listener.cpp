#include "server/listener.hpp"

#include "server/listen_addresses.hpp"
#include "server/start_failure.hpp"

#include <boost/asio/ip/v6_only.hpp>

#include <algorithm>

namespace kafka::detail::server {

namespace {

using namespace std::chrono_literals;

constexpr int backlog = 1024;
constexpr int tries_for_a_free_port = 30;
constexpr auto longest_rest = 1000ms;

// A machine without IPv6 (or without IPv4) is served on what it has.
bool is_absent_family(const error_code& e) {
    return e == asio::error::address_family_not_supported ||
           e == boost::system::errc::address_not_available;
}

std::string address_text(const std::string& host, std::uint16_t port) {
    const bool v6 = host.find(':') != host.npos;
    return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string advice(const error_code& why) {
    if (why == asio::error::address_in_use)
        return "\nAnother process listens there. Stop it, or choose another port (0 finds a free "
               "one).";
    if (why == asio::error::access_denied) return "\nChoose a port above 1023.";
    if (why == boost::system::errc::address_not_available)
        return "\nIt is not an address of this machine; 0.0.0.0 listens on all that it has.";
    return "";
}

} // namespace

listener::listener(asio::io_context& network, std::string host, std::uint16_t port)
    : network_(network)
    , host_(std::move(host))
    , wanted_(port) {
    error_code error;
    const auto addresses = listen_addresses(host_, error);
    if (addresses.empty()) refuse(error);
    for (int tries = 1; !bind_all(addresses); ++tries)
        if (tries == tries_for_a_free_port) refuse(asio::error::address_in_use);
}

void listener::refuse(const error_code& why) const {
    throw start_failure(std::error_code(why.value(), std::system_category()),
                        "cannot listen on " + address_text(host_, wanted_) + ": " + why.message() +
                            advice(why));
}

/// False when the port that the system chose for the first address is taken on another one.
bool listener::bind_all(const std::vector<asio::ip::address>& addresses) {
    doors_.clear();
    port_ = wanted_;
    error_code last;
    for (const auto& address : addresses) {
        if (takes_both_families() && !doors_.empty()) break;
        auto next = std::make_unique<door>(network_);
        const auto error = bind(*next, {address, port_});
        if (error == asio::error::address_in_use && wanted_ == 0 && port_ != 0) return false;
        if (error && !is_absent_family(error)) refuse(error);
        last = error;
        if (error) continue;
        port_ = next->acceptor_.local_endpoint().port();
        doors_.push_back(std::move(next));
    }
    if (doors_.empty()) refuse(last);
    return true;
}

// SO_REUSEADDR lets a broker restart on its port at once. On a port that the system chooses it is
// set after binding, because two brokers that start together could be given the same one.
error_code listener::bind(door& at, const tcp::endpoint& endpoint) const {
    const acceptor::reuse_address reuse(true);
    auto& a = at.acceptor_;
    error_code error;
    if (a.open(endpoint.protocol(), error)) return error;
    if (endpoint.address().is_v6()) {
        if (a.set_option(asio::ip::v6_only(!takes_both_families()), error)) return error;
    }
    if (endpoint.port() != 0 && wanted_ != 0 && a.set_option(reuse, error)) return error;
    if (a.bind(endpoint, error)) return error;
    a.set_option(reuse, error);
    return error;
}

void listener::start(accept_handler accepted, complaint_handler complain) {
    accepted_ = std::move(accepted);
    complain_ = std::move(complain);
    for (auto& d : doors_) {
        error_code error;
        if (d->acceptor_.listen(backlog, error)) refuse(error);
        accept_next(*d);
    }
}

void listener::accept_next(door& at) {
    at.acceptor_.async_accept(network_, [this, &at](error_code error, stream_socket socket) {
        if (error == asio::error::operation_aborted) return;
        if (!error) {
            at.pause = 0ms;
            accepted_(std::move(socket));
        } else if (error != asio::error::connection_aborted) {
            return rest_after(at, error);
        }
        accept_next(at);
    });
}

void listener::rest_after(door& at, const error_code& why) {
    at.pause = std::clamp(2 * at.pause, 50ms, std::chrono::milliseconds(longest_rest));
    complain_("cannot take more connections on " + address_text(host_, port_) + ": " +
              why.message() + "; trying again in " + std::to_string(at.pause.count()) + " ms");
    at.rest.expires_after(at.pause);
    at.rest.async_wait([this, &at](error_code error) {
        if (!error) accept_next(at);
    });
}

void listener::close() {
    for (auto& d : doors_) {
        error_code ignored;
        d->acceptor_.close(ignored);
        d->rest.cancel();
    }
}

} // namespace kafka::detail::server
