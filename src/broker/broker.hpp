// The broker without sockets and threads: frames of requests go in, frames of responses come out.
#pragma once

#include <kafka/broker/options.hpp>

#include "broker/clock.hpp"
#include "broker/reply.hpp"
#include "wire/blob.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace kafka::detail::storage {
class file_system;
}

namespace kafka::detail::broker {

using kafka::broker::node;
using kafka::broker::options;

/// What the broker knows of the connection that a request came by. The server makes one for each
/// connection.
struct admission;

struct peer {
    std::string address;          // "127.0.0.1:40112", for the log
    std::string listener;         // "PLAINTEXT"
    std::uint16_t local_port = 0; // which virtual node was asked
    std::string client_software;  // "name/version" as ApiVersions told
    /// Who it is, as Kafka writes it: a certificate's subject, a SASL user, or nobody in
    /// particular.
    std::string principal = "User:ANONYMOUS";
    /// On a listener with SASL: null on others.
    std::shared_ptr<admission> sasl = {};
};

/// Work that must not run on the broker's thread: `run` is called on another one, then `done` on
/// the broker's.
struct background_task {
    std::function<void()> run;
    std::function<void()> done;
};

/// Kafka's socket.request.max.bytes, connections.max.idle.ms and max.connections.
struct connection_limits {
    std::size_t request_bytes = 104'857'600;
    std::chrono::milliseconds idle{600'000}; // negative: never
    std::size_t count = 0x7fffffff;
};

/// What the broker needs of the world.
struct surroundings {
    storage::file_system& files;
    const clock& time;
    std::function<void(std::string)> log_line; // one line for the operator
};

/// Not thread-safe: every call is made on one thread (the server's network thread).
class broker {
public:
    /// Opens (and formats, when it is empty) the data directory, recovers the logs, starts a new
    /// metadata term. On failure `message` says in at most three lines what is wrong, with what,
    /// and what to do; `code` is storage's, where the directory is the reason.
    static std::unique_ptr<broker> open(const options& wanted, surroundings world,
                                        std::string& message, std::error_code* code = nullptr);
    ~broker();

    /// The ports are known only after binding; tells what to advertise. Call once before the first
    /// request.
    void advertise(const std::vector<node>& nodes);

    /// One request frame without its size field. `frame` is alive until the call returns; what must
    /// live longer is copied. Never throws for anything that a peer can send.
    void handle(wire::bytes frame, peer& from, reply_pointer reply);

    /// When `tick` must be called at the latest, if no request comes before. Empty: nothing is
    /// waiting.
    std::optional<clock::monotonic> next_deadline() const;
    /// Answers what has waited long enough; starts retention, flushes by interval, expiry.
    void tick();

    /// Syncs that are due now (group commit: one task covers every log that is dirty). At most one
    /// is out.
    std::optional<background_task> take_sync();
    /// Retention, unlinking, cold reads. At most one is out.
    std::optional<background_task> take_work();

    /// Answers what is parked, syncs everything, writes the clean marker. No call may follow.
    void stop();

    const std::string& cluster_id() const;
    /// What the settings say about connections; the server enforces it.
    connection_limits connections() const;

private:
    class implementation;
    explicit broker(std::unique_ptr<implementation> body);
    std::unique_ptr<implementation> body_;
};

} // namespace kafka::detail::broker
