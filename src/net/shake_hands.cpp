#include "net/shake_hands.hpp"

#include <kafka/error.hpp>

namespace kafka::detail::net {

namespace {

/// Ends the wait on a socket at the deadline. The timer may outlive the coroutine that set it.
class limit {
public:
    limit(tcp_socket& socket, clock::time_point deadline)
        : timer_(socket.get_executor(), deadline)
        , waiting_(std::make_shared<tcp_socket*>(&socket)) {
        timer_.async_wait([waiting = waiting_](error_code stopped) {
            if (stopped || *waiting == nullptr) return;
            error_code ignored;
            (*waiting)->cancel(ignored);
            *waiting = nullptr;
        });
    }
    ~limit() { *waiting_ = nullptr; }
    limit(const limit&) = delete;
    limit& operator=(const limit&) = delete;

    bool is_over() const { return *waiting_ == nullptr; }

private:
    timer timer_;
    std::shared_ptr<tcp_socket*> waiting_;
};

} // namespace

awaitable<outcome<tls_session>> shake_hands(tcp_socket& socket, const tls_context& context,
                                            std::string host, clock::time_point deadline) {
    error_code error;
    socket.non_blocking(true, error);
    auto session = tls_session::to_server(context, socket.native_handle(), host);
    const limit patience(socket, deadline);
    for (;;) {
        const auto state = session.handshake();
        if (state == tls_session::state::done) co_return session;
        if (state == tls_session::state::closed || state == tls_session::state::failed)
            co_return failure{errc::tls_failed, session.why(), {}};
        const bool reads = state == tls_session::state::wants_read;
        auto [failed] = co_await socket.async_wait(
            reads ? tcp_socket::wait_read : tcp_socket::wait_write, as_tuple);
        if (patience.is_over()) co_return failure{errc::timed_out, "the TLS handshake", {}};
        if (failed) co_return failure{errc::connection_lost, failed.message(), {}};
    }
}

} // namespace kafka::detail::net
