#include "server/connection.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace kafka::detail::server {

namespace {

// A client may send so many requests without waiting; then its bytes stay in the socket.
constexpr std::size_t most_outstanding = 32;

} // namespace

/// The way back for one request.
class connection::answer final : public broker::reply_to {
public:
    answer(std::weak_ptr<connection> to, outbox::place at) : to_(std::move(to)), at_(at) {}

    void frame(wire::gathered&& response) override {
        if (const auto c = to_.lock())
            c->outbox_.put_frame(at_, std::move(response)), c->answered();
    }
    void nothing() override {
        if (const auto c = to_.lock()) c->outbox_.put_nothing(at_), c->answered();
    }
    void close(std::string reason) override {
        if (const auto c = to_.lock()) c->outbox_.put_end(at_, std::move(reason)), c->answered();
    }

private:
    std::weak_ptr<connection> to_;
    outbox::place at_;
};

connection::connection(tcp::socket socket, broker::peer who, const connection_host& host)
    : socket_(std::move(socket))
    , peer_(std::move(who))
    , host_(host)
    , input_(host.largest_request) {}

void connection::start() {
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(tcp::no_delay(true), ignored);
    socket_.set_option(asio::socket_base::keep_alive(true), ignored);
    wait_to_read();
}

void connection::close() {
    if (closed_) return;
    closed_ = true;
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
    host_.gone(this);
}

void connection::close_if_quiet() {
    if (outbox_.outstanding() == 0 && sender_.idle()) close();
}

void connection::wait_to_read() {
    if (reading_ || closed_ || input_ended_ || outbox_.outstanding() >= most_outstanding) return;
    reading_ = true;
    socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](error_code e) {
        self->reading_ = false;
        if (e) return self->close();
        self->read_some();
    });
}

void connection::read_some() {
    const auto room = input_.room();
    const auto n = ::recv(socket_.native_handle(), room.data(), room.size(), 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return wait_to_read();
    if (n < 0) return close();
    last_active_ = std::chrono::steady_clock::now();
    if (n == 0) { // the peer sends no more, but may still read what it asked for
        input_ended_ = true;
        return close_if_quiet();
    }
    input_.received(static_cast<std::size_t>(n));
    handle_frames();
}

void connection::handle_frames() {
    handling_ = true;
    while (outbox_.outstanding() < most_outstanding && !outbox_.ended()) {
        const auto frame = input_.next();
        if (!frame) break;
        host_.requests.handle(*frame, peer_,
                              std::make_unique<answer>(weak_from_this(), outbox_.take_place()));
    }
    handling_ = false;
    if (!input_.mistake().empty()) end_with(input_.mistake());
    host_.after_requests();
    flush();
    wait_to_read();
}

/// An answer has come. Those of requests that are being handled leave together afterwards.
void connection::answered() {
    if (handling_ || closed_) return;
    flush();
    // Frames may have been waiting for this answer to make room.
    if (!closed_ && !input_.empty() && !reading_)
        asio::post(socket_.get_executor(), [self = shared_from_this()] {
            if (!self->closed_ && !self->handling_) self->handle_frames();
        });
    else
        wait_to_read();
}

void connection::flush() {
    if (closed_ || writing_) return;
    while (auto frame = outbox_.pop()) sender_.add(std::move(*frame));
    switch (sender_.send(socket_.native_handle())) {
    case sender::result::would_block:
        return wait_to_write();
    case sender::result::failed:
        return close();
    case sender::result::all_sent:
        break;
    }
    if (outbox_.ended()) return end_with(*outbox_.ended());
    if (input_ended_) close_if_quiet();
}

void connection::wait_to_write() {
    writing_ = true;
    socket_.async_wait(tcp::socket::wait_write, [self = shared_from_this()](error_code e) {
        self->writing_ = false;
        if (e) return self->close();
        self->last_active_ = std::chrono::steady_clock::now();
        self->flush();
    });
}

void connection::end_with(const std::string& reason) {
    if (closed_) return;
    if (!reason.empty())
        host_.log_line("closed the connection of " + peer_.address + ": " + reason);
    close();
}

} // namespace kafka::detail::server
