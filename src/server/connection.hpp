// One client's connection: requests in, answers out in the order of the requests.
#pragma once

#include "net/tls_session.hpp"
#include "server/connection_host.hpp"
#include "server/frame_input.hpp"
#include "server/io.hpp"
#include "server/outgoing.hpp"

namespace kafka::detail::server {

/// Used on the network thread only. Kept alive by its host, by operations that wait for the socket,
/// and by requests that are not answered yet.
class connection : public std::enable_shared_from_this<connection> {
public:
    /// With a TLS session everything goes through it, the handshake first.
    connection(stream_socket socket, broker::peer peer, connection_host& host,
               std::optional<net::tls_session> tls = std::nullopt);

    void start();
    /// Sends what is ready, handles requests that had to wait, reads on.
    void proceed();
    /// No more requests; ends once everything asked so far was answered.
    void refuse_more();
    /// Ends now.
    void end();
    bool has_ended() const { return ended_; }

    /// It has not shaken hands yet: only a moment is left to it.
    bool is_entering() const { return entering_; }
    bool is_leaving() const { return peer_is_done_ || lingering_; }
    /// The broker owes it an answer: being silent is no sign of being idle.
    bool is_waiting() const { return replies_.awaited() != 0; }
    /// Everything that was asked has been answered, and the answers have left.
    bool is_drained() const { return ended_ || replies_.outstanding() == 0; }
    const broker::peer& peer() const { return peer_; }

private:
    friend class pending_reply;

    /// A client may have asked this much without having taken the answers.
    static constexpr std::size_t most_outstanding = 32;
    static constexpr std::size_t most_unsent_bytes = std::size_t{4} << 20;

    void shake_hands();
    bool is_crowded() const;
    bool handle_frames();
    void come_back();
    void refuse_bytes();
    bool send_ready();
    void wait_until_writable();
    void read_on();
    void read_more();
    void read_encrypted();
    void wait_to_decrypt();
    template <class F>
    void wait(stream_socket::wait_type what, F then);
    void on_read(error_code error, std::size_t n);
    void linger();
    void drop_input();
    void complain(const std::string& what);
    void answered();
    void close_after(replies::number request, const std::string& reason);
    template <class F>
    void guarded(F&& work);

    stream_socket socket_;
    broker::peer peer_;
    connection_host& host_;
    frame_input input_;
    replies replies_;
    outgoing outgoing_{replies_};
    std::optional<net::tls_session> tls_;
    std::unique_ptr<sink> sink_;
    std::uint64_t frames_ = 0;  // handled so far
    bool entering_ = false;     // before the end of the handshake
    bool at_work_ = false;      // proceed() or on_read() is on the stack
    bool coming_back_ = false;  // posted, to go on with what has been received
    bool reading_ = false;      // an operation waits for bytes
    bool writing_ = false;      // an operation waits until the socket takes more
    bool refusing_ = false;     // what is still in the input does not count
    bool peer_is_done_ = false; // it sends no more, but may still read
    bool lingering_ = false;
    bool ended_ = false;
};

} // namespace kafka::detail::server
