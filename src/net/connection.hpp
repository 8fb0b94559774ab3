// One connection to a broker: requests go out one after another without waiting, answers come back
// in the same order and are handed to whoever waits for them.
#pragma once

#include "cluster/request_tracker.hpp"
#include "net/dialled.hpp"
#include "net/frame_assembler.hpp"
#include "net/io.hpp"
#include "wire/gather.hpp"

#include <boost/asio/any_completion_handler.hpp>

#include <functional>

namespace kafka::detail::net {

struct connection_options {
    std::string name = {}; // "localhost:9092 (node 1)", for the words in failures
    std::shared_ptr<frame_memory> memory = {};
};

/// What a request expects.
struct exchange_terms {
    std::int32_t correlation_id = 0;
    clock::duration timeout = std::chrono::seconds(30);
    std::size_t largest_answer = std::size_t{128} << 20;
};

/// Used on the I/O thread only. Owned by shared pointers; call close() to end it, since the
/// coroutine that reads owns it too. After any failure the connection is closed and everybody who
/// waits is told the reason.
class connection : public std::enable_shared_from_this<connection> {
public:
    using answer_handler = asio::any_completion_handler<void(outcome<frame>)>;

    connection(dialled connected, connection_options options);

    /// Starts to read; call once, right after construction.
    void start();
    std::int32_t next_correlation_id() { return ++last_correlation_id_; }

    /// Sends a request frame and waits for the answer's frame. Cancelling drops the waiter only:
    /// the answer is discarded when it comes, and the connection goes on.
    awaitable<outcome<frame>> exchange(wire::gathered request, exchange_terms terms);
    /// The same with a handler, which is called on the I/O thread and never before this returns.
    void send(wire::gathered request, exchange_terms terms, answer_handler handler);
    /// Sends a frame that is not answered (acks none); waits until the system has taken it.
    awaitable<outcome<nothing>> send_unanswered(wire::gathered request);

    /// Ends the connection; everybody who waits gets `why`.
    void close(const failure& why);
    bool is_open() const { return open_; }
    /// Requests that are not answered yet.
    std::size_t in_flight() const { return tracker_.size(); }
    const std::string& name() const { return options_.name; }

private:
    using sent_handler = asio::any_completion_handler<void(outcome<nothing>)>;
    using tracker = cluster::request_tracker<answer_handler>;

    struct outgoing {
        wire::gathered request;
        std::size_t sent = 0;
        std::optional<sent_handler> handler = {};
    };

    class forgets_waiters;
    awaitable<void> read_loop();
    awaitable<void> read_encrypted();
    void received(error_code error, std::size_t n);
    void deliver();
    void deliver_one(frame&& answer);
    void refuse(frame_assembler::state state);
    void enqueue(wire::gathered request, std::optional<sent_handler> handler);
    void flush();
    bool write_some(error_code& error);
    std::size_t write_encrypted(std::span<const asio::const_buffer> pieces, error_code& error);
    void consume_sent(std::size_t n);
    void watch();
    void check_expiry();
    void abandon(std::int32_t correlation_id);
    failure lost(const std::string& why) const;

    tcp_socket socket_;
    std::optional<tls_session> tls_;
    connection_options options_;
    frame_assembler assembler_;
    tracker tracker_;
    std::deque<outgoing> outgoing_;
    timer expiry_;
    std::optional<clock::time_point> watched_ = {};
    std::int32_t last_correlation_id_ = 0;
    std::size_t answers_ = 0;
    bool open_ = true;
    bool awaiting_room_ = false;
};

} // namespace kafka::detail::net
