#include "server/connection.hpp"

#include "server/foreign_bytes.hpp"
#include "server/pending_reply.hpp"
#include "server/tls_sink.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

namespace kafka::detail::server {

namespace {

std::unique_ptr<sink> sink_of(int socket, std::optional<net::tls_session>& tls) {
    if (tls) return std::make_unique<tls_sink>(*tls);
    return std::make_unique<plain_sink>(socket);
}

} // namespace

connection::connection(stream_socket socket, broker::peer peer, connection_host& host,
                       std::optional<net::tls_session> tls)
    : socket_(std::move(socket))
    , peer_(std::move(peer))
    , host_(host)
    , input_(host.memory(), host.request_limit())
    , tls_(std::move(tls))
    , sink_(sink_of(socket_.native_handle(), tls_))
    , entering_(tls_.has_value()) {}

void connection::start() { tls_ ? shake_hands() : proceed(); }

template <class F>
void connection::wait(stream_socket::wait_type what, F then) {
    socket_.async_wait(what, [self = shared_from_this(), then](error_code error) {
        if (self->ended_) return;
        error ? self->end() : then(*self);
        self->host_.turn();
    });
}

void connection::shake_hands() {
    using state = net::tls_session::state;
    constexpr auto go_on = [](connection& self) { self.shake_hands(); };
    switch (tls_->handshake()) {
    case state::wants_read:
        return wait(stream_socket::wait_read, go_on);
    case state::wants_write:
        return wait(stream_socket::wait_write, go_on);
    case state::done:
        entering_ = false;
        if (const auto subject = tls_->peer_subject(); !subject.empty())
            peer_.principal = "User:" + subject;
        host_.has_entered(*this);
        return proceed();
    case state::closed:
    case state::failed:
        complain("TLS: " + tls_->why());
        return end();
    }
}

void connection::complain(const std::string& what) {
    host_.complain(peer_.address + ": " + what + "; connection closed");
}

bool connection::is_crowded() const {
    return replies_.outstanding() >= most_outstanding ||
           replies_.unsent_bytes() > most_unsent_bytes;
}

/// True when there may be more of them, which have to wait.
bool connection::handle_frames() {
    wire::bytes frame;
    while (!refusing_ && !is_crowded()) {
        switch (input_.next(frame)) {
        case frame_input::state::more:
            return false;
        case frame_input::state::bad_size:
            refuse_bytes();
            return false;
        case frame_input::state::complete:
            ++frames_;
            host_.handle(frame, peer_,
                         std::make_unique<pending_reply>(shared_from_this(), replies_.expect()));
        }
    }
    return !refusing_;
}

/// The answers have left and made room for requests that were received already; but first the
/// other connections have their turn.
void connection::come_back() {
    if (coming_back_) return;
    coming_back_ = true;
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
        self->coming_back_ = false;
        self->proceed();
        self->host_.turn();
    });
}

void connection::refuse_bytes() {
    const auto foreign = frames_ == 0 ? foreign_bytes(input_.unread()) : std::string_view{};
    const auto size = std::to_string(input_.claimed_size());
    close_after(replies_.expect(),
                foreign.empty()
                    ? "a request claims " + size + " bytes, which socket.request.max.bytes forbids"
                    : std::string(foreign));
}

void connection::close_after(replies::number request, const std::string& reason) {
    if (!ended_) complain(reason);
    refusing_ = true;
    replies_.end_at(request);
    answered();
}

void connection::answered() {
    if (!at_work_ && !ended_) host_.has_answers(*this);
}

bool connection::send_ready() {
    const auto before = outgoing_.progress();
    const auto state = outgoing_.write_to(*sink_);
    if (outgoing_.progress() != before) host_.was_active(*this);
    switch (state) {
    case outgoing::state::drained:
        return true;
    case outgoing::state::blocked:
    case outgoing::state::paused:
        wait_until_writable();
        return true;
    case outgoing::state::file_shrank:
        complain("a log file became shorter while it was being sent");
        break;
    case outgoing::state::broken:
        break;
    }
    end();
    return false;
}

void connection::wait_until_writable() {
    writing_ = true;
    wait(stream_socket::wait_write, [](connection& self) {
        self.writing_ = false;
        self.proceed();
    });
}

template <class F>
void connection::guarded(F&& work) {
    at_work_ = true;
    try {
        work();
    } catch (const std::exception& e) { // out of memory: this client goes, the broker stays
        complain(e.what());
        end();
    }
    at_work_ = false;
}

void connection::proceed() {
    if (ended_ || lingering_) return;
    guarded([this] {
        const bool more = handle_frames();
        if (!writing_ && !send_ready()) return;
        if (more && !is_crowded())
            come_back();
        else if (replies_.at_end() || (refusing_ && replies_.outstanding() == 0))
            linger();
        else if (!peer_is_done_)
            read_on();
        else if (replies_.outstanding() == 0)
            end();
    });
}

void connection::refuse_more() {
    refusing_ = true;
    proceed();
}

void connection::read_on() {
    if (!reading_ && !refusing_ && !is_crowded()) read_more();
}

/// The socket says nothing about what the session has decrypted already.
void connection::wait_to_decrypt() {
    if (!tls_->has_unread())
        return wait(stream_socket::wait_read, [](connection& self) { self.read_encrypted(); });
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
        if (!self->ended_) self->read_encrypted();
    });
}

void connection::read_encrypted() {
    using state = net::tls_session::state;
    const auto room = input_.room();
    std::size_t n = 0;
    switch (tls_->read_some(room, n)) {
    case state::done:
        return on_read({}, n);
    case state::wants_read:
        return wait(stream_socket::wait_read, [](connection& self) { self.read_encrypted(); });
    case state::wants_write:
        return wait(stream_socket::wait_write, [](connection& self) { self.read_encrypted(); });
    case state::closed:
        return on_read(asio::error::eof, 0);
    case state::failed:
        return on_read(asio::error::connection_reset, 0);
    }
}

void connection::read_more() {
    reading_ = true;
    if (tls_) return wait_to_decrypt();
    const auto room = input_.room();
    socket_.async_read_some(
        asio::buffer(room.data(), room.size()),
        [self = shared_from_this()](error_code error, std::size_t n) { self->on_read(error, n); });
}

void connection::on_read(error_code error, std::size_t n) {
    reading_ = false;
    if (ended_) return;
    if (error == asio::error::eof) {
        peer_is_done_ = true;
        host_.leaves(*this);
    }
    if ((error && !peer_is_done_) || (lingering_ && peer_is_done_)) {
        end();
    } else if (lingering_) {
        drop_input();
    } else {
        input_.received(n);
        host_.was_active(*this);
        proceed();
    }
    host_.turn();
}

// Closing a socket with unread input makes the system throw away answers that are on their way.
void connection::linger() {
    if (peer_is_done_) return end();
    lingering_ = true;
    if (tls_) tls_->say_goodbye();
    error_code ignored;
    socket_.shutdown(stream_socket::shutdown_send, ignored);
    host_.leaves(*this);
    drop_input();
}

void connection::drop_input() {
    if (reading_) return;
    input_.drop();
    read_more();
}

void connection::end() {
    if (ended_) return;
    ended_ = true;
    error_code ignored;
    socket_.close(ignored);
    replies_.abandon();
    host_.ended(*this);
}

} // namespace kafka::detail::server
