// One client's connection: frames in, answers out in the same order.
#pragma once

#include "broker/broker.hpp"
#include "server/frame_buffer.hpp"
#include "server/io.hpp"
#include "server/outbox.hpp"
#include "server/sender.hpp"

#include <functional>
#include <memory>
#include <string>

namespace kafka::detail::server {

/// What a connection needs of its server.
struct connection_host {
    broker::broker& requests;
    std::size_t largest_request;
    std::function<void()> after_requests; // the broker may have new work or a new deadline
    std::function<void(std::string)> log_line;
    std::function<void(const void* connection)> gone; // it has ended: forget it
};

/// Lives on the network thread only. A parked answer holds a weak reference: when the connection
/// has ended, the answer goes nowhere.
class connection : public std::enable_shared_from_this<connection> {
public:
    connection(tcp::socket socket, broker::peer who, const connection_host& host);

    void start();
    /// Ends it; answers that have not left are dropped.
    void close();
    /// Ends it unless answers are still to leave.
    void close_if_quiet();

    std::chrono::steady_clock::time_point last_active() const { return last_active_; }
    bool waits_for_broker() const { return outbox_.outstanding() > 0; }

private:
    class answer;

    void wait_to_read();
    void read_some();
    void handle_frames();
    void answered();
    void flush();
    void wait_to_write();
    void end_with(const std::string& reason);

    tcp::socket socket_;
    broker::peer peer_;
    const connection_host& host_;
    frame_buffer input_;
    outbox outbox_;
    sender sender_;
    std::chrono::steady_clock::time_point last_active_ = std::chrono::steady_clock::now();
    bool reading_ = false;  // a wait for input is under way
    bool writing_ = false;  // a wait for room is under way
    bool handling_ = false; // inside handle_frames: answers are sent when it is through
    bool input_ended_ = false;
    bool closed_ = false;
};

} // namespace kafka::detail::server
