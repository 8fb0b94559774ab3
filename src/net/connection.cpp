#include "net/connection.hpp"

#include "net/foreign_protocol.hpp"
#include "wire/byte_order.hpp"

#include <kafka/error.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <array>

namespace kafka::detail::net {

namespace {

constexpr std::size_t most_pieces = 64; // of one system call

/// The part of a request that is not sent yet, as buffers.
void add_pieces(const wire::gathered& request, std::size_t sent,
                std::vector<asio::const_buffer>& out) {
    for (const auto& part : request.parts) {
        const auto* memory = std::get_if<wire::bytes>(&part);
        if (memory == nullptr) continue; // a client's records are never in a file
        if (sent >= memory->size()) {
            sent -= memory->size();
            continue;
        }
        out.emplace_back(memory->data() + sent, memory->size() - sent);
        sent = 0;
    }
}

} // namespace

connection::connection(dialled connected, connection_options options)
    : socket_(std::move(connected.socket))
    , tls_(std::move(connected.tls))
    , options_(std::move(options))
    , assembler_(options_.memory ? options_.memory : std::make_shared<frame_memory>())
    , expiry_(socket_.get_executor()) {}

void connection::start() {
    error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    socket_.non_blocking(true, ignored);
    asio::co_spawn(
        socket_.get_executor(),
        [self = shared_from_this()] {
            return self->tls_ ? self->read_encrypted() : self->read_loop();
        },
        asio::detached);
}

awaitable<outcome<frame>> connection::exchange(wire::gathered request, exchange_terms terms) {
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<executor>,
                                            void(outcome<frame>)>(
        [this, terms](auto handler, wire::gathered what) {
            answer_handler erased(std::move(handler)); // takes the slot over: ask it for its own
            auto slot = asio::get_associated_cancellation_slot(erased);
            if (slot.is_connected())
                slot.assign([weak = weak_from_this(), id = terms.correlation_id](auto) {
                    if (auto self = weak.lock()) self->abandon(id);
                });
            send(std::move(what), terms, std::move(erased));
        },
        use_awaitable, std::move(request));
}

void connection::send(wire::gathered request, exchange_terms terms, answer_handler handler) {
    if (!open_) {
        asio::post(socket_.get_executor(),
                   [h = std::move(handler), why = lost("the connection is closed")]() mutable {
                       std::move(h)(outcome<frame>(std::move(why)));
                   });
        return;
    }
    tracker_.add({terms.correlation_id, clock::now() + terms.timeout, terms.largest_answer,
                  std::move(handler)});
    enqueue(std::move(request), std::nullopt);
    watch();
}

awaitable<outcome<nothing>> connection::send_unanswered(wire::gathered request) {
    if (!open_) co_return lost("the connection is closed");
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<executor>,
                                            void(outcome<nothing>)>(
        [this](auto handler, wire::gathered what) {
            enqueue(std::move(what), sent_handler(std::move(handler)));
        },
        use_awaitable, std::move(request));
}

void connection::enqueue(wire::gathered request, std::optional<sent_handler> handler) {
    outgoing_.push_back({std::move(request), 0, std::move(handler)});
    if (!awaiting_room_) flush();
}

void connection::flush() {
    error_code error;
    while (open_ && !outgoing_.empty() && write_some(error)) {}
    if (!open_ || outgoing_.empty()) return;
    if (error != asio::error::would_block) return close(lost(error.message()));
    awaiting_room_ = true;
    socket_.async_wait(tcp_socket::wait_write, [self = shared_from_this()](error_code failed) {
        self->awaiting_room_ = false;
        if (!failed) self->flush();
    });
}

bool connection::write_some(error_code& error) {
    std::vector<asio::const_buffer> pieces;
    for (const auto& o : outgoing_) {
        add_pieces(o.request, o.sent, pieces);
        if (pieces.size() >= most_pieces) break;
    }
    const auto n = tls_ ? write_encrypted(pieces, error) : socket_.write_some(pieces, error);
    if (error) return false;
    consume_sent(n);
    return true;
}

void connection::consume_sent(std::size_t n) {
    while (!outgoing_.empty()) {
        auto& first = outgoing_.front();
        const auto left = first.request.size() - first.sent;
        if (n < left) {
            first.sent += n;
            return;
        }
        n -= left;
        if (first.handler)
            asio::post(socket_.get_executor(), [h = std::move(*first.handler)]() mutable {
                std::move(h)(outcome<nothing>(nothing{}));
            });
        outgoing_.pop_front();
    }
}

/// When the I/O thread ends, nothing is closed: what has not come back is destroyed. The waiters
/// hold coroutines that hold this connection, which must not be what keeps them.
class connection::forgets_waiters {
public:
    explicit forgets_waiters(connection& self) : self_(self) {}
    forgets_waiters(const forgets_waiters&) = delete;
    forgets_waiters& operator=(const forgets_waiters&) = delete;
    ~forgets_waiters() {
        const auto waiters = self_.tracker_.take_all();
        const auto unsent = std::exchange(self_.outgoing_, {});
    }

private:
    connection& self_;
};

awaitable<void> connection::read_loop() {
    const forgets_waiters at_the_end(*this);
    while (open_) {
        const auto room = assembler_.room();
        auto [error, n] =
            co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), as_tuple);
        if (!open_) co_return;
        received(error, n);
    }
}

void connection::received(error_code error, std::size_t n) {
    if (error == asio::error::eof) {
        close(lost(answers_ == 0 ? "the peer closed the connection before it answered anything"
                                 : "the broker closed the connection"));
    } else if (error) {
        close(lost(error.message()));
    } else {
        assembler_.received(n);
        deliver();
    }
}

/// The same over TLS. The socket says nothing about what the session has decrypted already.
awaitable<void> connection::read_encrypted() {
    const forgets_waiters at_the_end(*this);
    while (open_) {
        const auto room = assembler_.room();
        std::size_t n = 0;
        const auto state =
            tls_->read_some({reinterpret_cast<std::byte*>(room.data()), room.size()}, n);
        if (state == tls_session::state::done) {
            received({}, n);
        } else if (state == tls_session::state::closed) {
            received(asio::error::eof, 0);
        } else if (state == tls_session::state::failed) {
            close(lost(tls_->why()));
        } else {
            const bool reads = state == tls_session::state::wants_read;
            auto [error] = co_await socket_.async_wait(
                reads ? tcp_socket::wait_read : tcp_socket::wait_write, as_tuple);
            if (open_ && error) received(error, 0);
        }
    }
}

/// As large as a record of TLS may be: small pieces share one. What is not taken comes again with
/// the same bytes in front, as OpenSSL wants it.
std::size_t connection::write_encrypted(std::span<const asio::const_buffer> pieces,
                                        error_code& error) {
    static thread_local std::array<std::byte, 16 * 1024> record;
    const auto filled = asio::buffer_copy(asio::buffer(record), pieces);
    std::size_t n = 0;
    switch (tls_->write_some(wire::bytes(record).first(filled), n)) {
    case tls_session::state::done:
        break;
    case tls_session::state::wants_read:
    case tls_session::state::wants_write:
        error = asio::error::would_block;
        break;
    case tls_session::state::closed:
    case tls_session::state::failed:
        error = asio::error::connection_aborted;
    }
    return n;
}

void connection::deliver() {
    frame answer;
    while (open_) {
        const auto* due = tracker_.front();
        const auto largest = due ? due->largest_answer : std::size_t{1} << 20;
        const auto state = assembler_.next(largest, answer);
        if (state == frame_assembler::state::more) return;
        if (state != frame_assembler::state::complete) return refuse(state);
        deliver_one(std::move(answer));
    }
}

void connection::deliver_one(frame&& answer) {
    const auto id = wire::load<std::int32_t>(answer.bytes.data());
    auto request = tracker_.answered(id);
    if (!request)
        return close({errc::bad_response,
                      options_.name + ": an answer came that no request is waiting for",
                      {}});
    ++answers_;
    if (request->waiter) std::move (*request->waiter)(outcome<frame>(std::move(answer)));
}

void connection::refuse(frame_assembler::state state) {
    if (answers_ == 0)
        if (const auto other = foreign_protocol(assembler_.unread()); !other.empty())
            return close({errc::not_kafka, options_.name + ": " + std::string(other), {}});
    const bool large = state == frame_assembler::state::too_large;
    close({errc::bad_response,
           options_.name + (large ? ": an answer is larger than what was asked for"
                                  : ": the size of an answer is impossible"),
           {}});
}

// The timer is set for the request that expires first and looked at when it fires, so that a busy
// connection sets it about once in a timeout and not for each request.
void connection::watch() {
    const auto next = tracker_.next_expiry();
    if (!open_ || !next || (watched_ && *watched_ <= *next)) return;
    watched_ = next;
    expiry_.expires_at(*next);
    expiry_.async_wait([weak = weak_from_this()](error_code stopped) {
        const auto self = weak.lock();
        if (!self || stopped) return;
        self->watched_.reset();
        self->check_expiry();
    });
}

void connection::check_expiry() {
    const auto next = tracker_.next_expiry();
    if (!open_ || !next) return;
    if (*next <= clock::now()) return close(lost("a request was not answered within its timeout"));
    watch();
}

void connection::abandon(std::int32_t correlation_id) {
    auto waiter = tracker_.abandon(correlation_id);
    if (!waiter) return;
    asio::post(socket_.get_executor(), [w = std::move(*waiter)]() mutable {
        std::move(w)(outcome<frame>(failure{errc::cancelled, {}, {}}));
    });
}

void connection::close(const failure& why) {
    if (!open_) return;
    open_ = false;
    error_code ignored;
    socket_.close(ignored);
    expiry_.cancel();
    for (auto& waiter : tracker_.take_all())
        asio::post(socket_.get_executor(), [w = std::move(waiter), why]() mutable {
            std::move(w)(outcome<frame>(std::move(why)));
        });
    for (auto& o : outgoing_)
        if (o.handler)
            asio::post(socket_.get_executor(), [h = std::move(*o.handler), why]() mutable {
                std::move(h)(outcome<nothing>(std::move(why)));
            });
    outgoing_.clear();
}

failure connection::lost(const std::string& why) const {
    return {errc::connection_lost, options_.name + ": " + why, {}};
}

} // namespace kafka::detail::net
