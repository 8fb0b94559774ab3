// Writing records to topics.
#pragma once

#include <kafka/acks.hpp>
#include <kafka/balancer.hpp>
#include <kafka/client.hpp>
#include <kafka/compression.hpp>
#include <kafka/context.hpp>
#include <kafka/delivery.hpp>
#include <kafka/dialer.hpp>
#include <kafka/error.hpp>
#include <kafka/record.hpp>
#include <kafka/statistics.hpp>

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kafka {

/// One record of a failed write_messages call.
struct write_error {
    std::size_t index = 0; ///< in the span that was given
    std::error_code error = {};
    kafka::persistence persistence = kafka::persistence::not_persisted;
    std::string detail = {}; ///< the broker's words
};

/// Thrown by write_messages when some records were not written: the others were.
class write_errors : public error {
public:
    explicit write_errors(std::vector<write_error> errors);
    const std::vector<write_error>& errors() const noexcept { return errors_; }

private:
    std::vector<write_error> errors_;
};

/// What a writer could not deliver before it was closed.
struct undelivered {
    std::size_t records = 0;
    std::size_t possibly_persisted = 0; ///< of those: sent, but not answered
};

/// Mistakes in these are reported all at once by an exception from the constructor.
struct writer_options {
    /// As in client_options.
    std::vector<std::string> brokers = {};
    /// Topic of every record. Empty: each record names its own.
    std::string topic = {};
    /// Default: murmur2 of the key, sticky without a key.
    balancer_pointer balancer = {};
    /// Default: all.
    acks required_acks = acks::all;
    /// Each record is written once and in order even when requests are sent again. Needs acks all.
    /// Default: true with acks all, else false. Source: KIP-98.
    std::optional<bool> idempotent = {};
    /// Default: none; level: the codec's own.
    kafka::compression compression = kafka::compression::none;
    int compression_level = default_compression_level;
    /// Most records in a batch; 0 (default): only bytes decide.
    std::size_t batch_size = 0;
    /// Most bytes of a batch, its header included; also what one record may take. Default: 1 MiB.
    std::size_t batch_bytes = 1024 * 1024;
    /// Kafka's linger: how long an open batch waits for more records. 0 (default): it leaves as
    /// soon as the connection is idle, so batches grow under load and a lonely record waits for
    /// nothing.
    std::chrono::microseconds batch_timeout = std::chrono::microseconds(0);
    /// Memory for records that were taken and not yet acknowledged; `post` waits when it is used
    /// up. Default: 64 MiB.
    std::size_t queue_bytes = 64 * 1024 * 1024;
    /// From being taken until the outcome is told, retries included. Default: 120 s.
    std::chrono::milliseconds delivery_timeout = std::chrono::minutes(2);
    /// Attempts for one batch; 0 (default): bounded by delivery_timeout only.
    int max_attempts = 0;
    /// Produce requests under way on one connection, 1 to 5. Default: 5.
    int max_in_flight = 5;
    /// Whether an unknown topic is created by the broker (if it allows that). Default: false.
    bool allow_auto_topic_creation = false;
    /// write_messages only enqueues, as `post` does. Default: false.
    bool async = false;
    /// Told of every batch. Runs on the callback thread. Default: none.
    std::function<void(const batch_result&)> completion = {};

    std::string client_id = "kafka-cpp";
    std::chrono::milliseconds dial_timeout = std::chrono::seconds(10);
    /// How connections are made, encrypted and authenticated; its members that these options have
    /// as well are not looked at. Default: as a dialer does that was told nothing.
    std::optional<kafka::dialer> dialer = {};
    std::chrono::milliseconds request_timeout = std::chrono::seconds(30);
    std::chrono::milliseconds metadata_age = std::chrono::minutes(5);
    std::chrono::milliseconds backoff_min = std::chrono::milliseconds(100);
    std::chrono::milliseconds backoff_max = std::chrono::seconds(1);
    std::optional<kafka::runtime> runtime = {};
    kafka::logger logger = {};
};

/// Writes records. They are encoded on the caller's thread straight into the open batch of their
/// partition; one wake-up sends a batch. Records of one thread to one partition are written in the
/// order of the calls. Thread-safety: all calls may be made from any thread at once. A handle:
/// copies share one implementation. Cancellation: a cancelled wait does not take records back: they
/// may still be written.
class writer {
public:
    /// Connects to nobody yet.
    explicit writer(writer_options options);

    /// Sends all and waits for the acknowledgements. Throws write_errors when some were not
    /// written.
    void write_messages(const context& ctx, std::span<const record> records);
    void write_messages(const context& ctx, std::initializer_list<record> records) {
        write_messages(ctx, std::span(records.begin(), records.size()));
    }

    /// Takes a record; waits only while the memory budget is used up. The outcome goes to `done`,
    /// if given. Throws when the record cannot be taken (too large, closed, deadline).
    void post(const context& ctx, const record& r, delivery_callback done = {});
    void post(const context& ctx, std::span<const record> records, delivery_callback done = {});
    /// As `post`, but never waits: errc::queue_full instead; errors are returned. While metadata of
    /// a topic is not there yet records wait in memory, within the budget.
    std::error_code try_post(const record& r, delivery_callback done = {});

    /// Waits until everything taken before the call is acknowledged or given up.
    void flush(const context& ctx);
    /// Flushes until the deadline, then gives up: returns what was not delivered. Later calls fail
    /// with errc::closed.
    undelivered close(const context& ctx);

    /// What was counted since the writer was made. Resets nothing, waits for nobody.
    writer_stats stats() const;

    /// The same for coroutines, callbacks and futures, see kafka/asio.hpp: [context,] records
    /// [, completion token].
    template <class... Token>
    auto async_write_messages(const context& ctx, std::span<const record> records,
                              Token&&... token);
    template <class... Token>
    auto async_write_messages(const context& ctx, const record& one, Token&&... token);
    template <class... Token>
    auto async_write_messages(std::span<const record> records, Token&&... token);
    template <class... Token>
    auto async_write_messages(const record& one, Token&&... token);
    template <class... How>
    auto async_flush(How&&... how);
    template <class... How>
    auto async_close(How&&... how);

    class implementation;
    const std::shared_ptr<implementation>& body() const { return body_; }

private:
    std::shared_ptr<implementation> body_;
};

} // namespace kafka
