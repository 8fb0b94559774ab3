// A blocking connection to a broker that sends what it is told to, one request after another, for
// tests that must not depend on the client that they test.
#pragma once

#include <kafka/compression.hpp>
#include <kafka/record.hpp>

#include "protocol/frame.hpp"
#include "support/scripted_broker.hpp"

#include <span>
#include <stdexcept>

namespace kafka::testing {

class plain_connection {
public:
    /// "host:port" with a numeric IPv4 host or localhost.
    explicit plain_connection(const std::string& address);
    ~plain_connection();
    plain_connection(const plain_connection&) = delete;
    plain_connection& operator=(const plain_connection&) = delete;

    /// Views in the answer last until the next question.
    template <protocol::request Api>
    typename Api::response ask(const Api& question, std::int16_t version) {
        wire::gathered frame;
        if (protocol::gather_request(question, version, ++correlation_id_, "test", frame) !=
            wire::errc::ok)
            throw std::runtime_error("a request cannot be written");
        exchange(flatten(frame));
        typename Api::response out;
        if (protocol::read_response<Api>(answer_, version, out) != wire::errc::ok)
            throw std::runtime_error("a response cannot be read");
        return out;
    }

    /// Appends a batch (or an old message set) as it is; returns the error code.
    std::int16_t append(const std::string& topic, std::int32_t partition,
                        std::span<const std::byte> batch);

private:
    void exchange(const byte_string& request);

    int socket_ = -1;
    std::int32_t correlation_id_ = 0;
    byte_string answer_;
};

/// A batch of these records, with offsets from 0.
byte_string make_batch(std::span<const record> records, compression codec = compression::none);

} // namespace kafka::testing
