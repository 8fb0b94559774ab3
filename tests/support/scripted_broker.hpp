// A broker that does what a test tells it to: answers, stays silent, answers rubbish, hangs up.
#pragma once

#include "protocol/api_versions.hpp"
#include "protocol/frame.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace kafka::testing {

namespace protocol = detail::protocol;
namespace wire = detail::wire;

using byte_string = std::vector<std::byte>;

/// One request as it came.
struct scripted_request {
    std::int16_t key = 0;
    std::int16_t version = 0;
    std::int32_t correlation_id = 0;
    int connection = 0; // 0 for the first that was accepted, and so on
    byte_string frame = {};

    template <protocol::request Api>
    Api read() const;
    /// The frame that answers with this message.
    template <protocol::request Api>
    byte_string answer(const typename Api::response& message) const;
};

/// What to do with a request. Bytes are sent as they are.
struct scripted_reply {
    std::optional<byte_string> bytes = {}; // empty: no answer
    bool hang_up = false;                  // after the bytes
};

/// Listens on 127.0.0.1 with one thread for each connection. ApiVersions is answered with what
/// `serves` was told, unless a handler was given for it.
class scripted_broker {
public:
    using handler = std::function<scripted_reply(const scripted_request&)>;

    /// `port` 0: any.
    explicit scripted_broker(std::uint16_t port = 0);
    ~scripted_broker();
    scripted_broker(const scripted_broker&) = delete;
    scripted_broker& operator=(const scripted_broker&) = delete;

    std::uint16_t port() const { return port_; }
    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

    /// Answers requests of one API; may be changed at any time.
    void on(protocol::api_key key, handler h);
    /// The versions that ApiVersions tells; default: all that we know of the APIs with a handler.
    void serves(protocol::api_key key, protocol::versions range);
    /// Answers as the only node of a cluster with these topics: name to number of partitions.
    void lead(std::map<std::string, int> topics, std::int32_t node = 1);

    /// How often an API was asked.
    int count(protocol::api_key key) const;
    /// Waits until an API was asked `n` times; false after ten seconds.
    bool wait_for(protocol::api_key key, int n) const;
    int connections() const { return accepted_; }
    /// Ends all connections; new ones are accepted.
    void hang_up_all();

private:
    void accept_all();
    void serve(int socket, int number);
    scripted_reply reply_to(const scripted_request& request);
    scripted_reply answer_versions(const scripted_request& request);

    int listening_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<int> accepted_{0};
    mutable std::mutex mutex_;
    mutable std::condition_variable asked_;
    std::map<std::int16_t, handler> handlers_;
    std::map<std::int16_t, protocol::versions> served_;
    std::map<std::int16_t, int> counts_;
    std::vector<int> sockets_;
    std::vector<std::thread> threads_;
    bool ending_ = false;
    std::thread acceptor_;
};

template <protocol::request Api>
Api scripted_request::read() const {
    Api out;
    const auto layout = protocol::layout_of<Api>(version);
    wire::reader r(frame);
    protocol::read_request_header(r);
    if (layout.flexible) protocol::skip_tags(r);
    const auto error = protocol::codec<Api>::read(wire::bytes(frame).last(r.left()), out, layout);
    if (error != wire::errc::ok) throw std::runtime_error("a request cannot be read");
    return out;
}

byte_string flatten(const wire::gathered& g);

template <protocol::request Api>
byte_string scripted_request::answer(const typename Api::response& message) const {
    wire::gathered g;
    const auto error = protocol::gather_response<Api>(message, version, correlation_id, g);
    if (error != wire::errc::ok) throw std::runtime_error("a response cannot be written");
    return flatten(g);
}

} // namespace kafka::testing
