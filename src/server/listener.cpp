#include "server/listener.hpp"

#include <kafka/error.hpp>

#include <boost/asio/ip/host_name.hpp>
#include <boost/asio/ip/v6_only.hpp>

namespace kafka::detail::server {

namespace {

using namespace std::chrono_literals;

[[noreturn]] void fail(const std::string& host, std::uint16_t port, const error_code& e) {
    const auto address = host + ":" + std::to_string(port);
    const auto hint =
        e == boost::asio::error::address_in_use
            ? "; another program listens there: choose another port, or 0 for a free one"
            : "";
    throw error(std::error_code(e.value(), std::system_category()),
                "cannot listen on " + address + hint);
}

bool is_wildcard(const std::string& host) {
    return host.empty() || host == "0.0.0.0" || host == "::";
}

} // namespace

listener::listener(asio::io_context& context, const kafka::broker::node& node)
    : context_(context)
    , pause_(context)
    , host_(node.host)
    , port_(node.port) {
    // With port 0 the second address may find the number taken that the first was given: try again.
    constexpr int attempts = 20;
    for (int i = 1;; ++i) try {
            bind_all(node);
            return;
        } catch (const error&) {
            if (node.port != 0 || i == attempts) throw;
            acceptors_.clear();
            port_ = 0;
        }
}

void listener::bind_all(const kafka::broker::node& node) {
    if (node.host.empty()) return bind({tcp::v6(), node.port});
    tcp::resolver resolver(context_);
    error_code e;
    const auto found =
        resolver.resolve(node.host, std::to_string(node.port), tcp::resolver::passive, e);
    if (e) fail(node.host, node.port, e);
    for (const auto& entry : found) bind({entry.endpoint().address(), port_});
    // A machine without IPv6 or whose hosts file names only one of the two still gets both.
    if (node.host != "localhost") return;
    for (const char* text : {"127.0.0.1", "::1"}) {
        const auto address = asio::ip::make_address(text);
        bool bound = false;
        for (const auto& a : acceptors_) bound = bound || a.local_endpoint().address() == address;
        if (bound) continue;
        try {
            bind({address, port_});
        } catch (const error& missing) {
            if (missing.code() != std::errc::address_family_not_supported &&
                missing.code() != std::errc::address_not_available)
                throw;
        }
    }
}

void listener::bind(const tcp::endpoint& endpoint) {
    tcp::acceptor acceptor(context_);
    error_code e;
    acceptor.open(endpoint.protocol(), e);
    if (!e) acceptor.set_option(tcp::acceptor::reuse_address(true), e);
    if (!e && endpoint.address().is_v6())
        acceptor.set_option(asio::ip::v6_only(!endpoint.address().is_unspecified()), e);
    if (!e) acceptor.bind(endpoint, e);
    if (!e) acceptor.listen(tcp::acceptor::max_listen_connections, e);
    if (e) fail(host_, endpoint.port(), e);
    port_ = acceptor.local_endpoint().port();
    acceptors_.push_back(std::move(acceptor));
}

std::string listener::advertised_host() const {
    return is_wildcard(host_) ? asio::ip::host_name() : host_;
}

void listener::start(accepted on_accept, std::function<void(std::string)> log_line) {
    on_accept_ = std::move(on_accept);
    log_line_ = std::move(log_line);
    for (auto& acceptor : acceptors_) accept(acceptor);
}

void listener::accept(tcp::acceptor& acceptor) {
    acceptor.async_accept([this, &acceptor](error_code e, tcp::socket socket) {
        if (e == asio::error::operation_aborted) return;
        if (e == asio::error::no_descriptors ||
            e == boost::system::errc::too_many_files_open_in_system ||
            e == asio::error::no_memory || e == asio::error::no_buffer_space)
            return pause(acceptor, e);
        if (!e) on_accept_(std::move(socket), port_);
        accept(acceptor);
    });
}

/// No descriptor is free: trying at once again would only burn the processor.
void listener::pause(tcp::acceptor& acceptor, const error_code& why) {
    log_line_("cannot take a connection: " + why.message() + "; trying again in 200 ms");
    pause_.expires_after(200ms);
    pause_.async_wait([this, &acceptor](error_code e) {
        if (!e) accept(acceptor);
    });
}

void listener::stop() {
    error_code ignored;
    pause_.cancel();
    for (auto& acceptor : acceptors_) acceptor.close(ignored);
}

} // namespace kafka::detail::server
