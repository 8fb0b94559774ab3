// One connection to one broker: Kafka's requests, one call each.
#pragma once

#include <kafka/acks.hpp>
#include <kafka/client.hpp>
#include <kafka/compression.hpp>
#include <kafka/connection_batch.hpp>
#include <kafka/context.hpp>
#include <kafka/isolation_level.hpp>
#include <kafka/record.hpp>
#include <kafka/runtime.hpp>
#include <kafka/whence.hpp>

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace kafka {

/// A partition and the brokers that have it. A broker that the cluster does not know at the moment
/// has its id only.
struct partition {
    std::string topic = {};
    std::int32_t id = 0;
    broker_info leader = {}; ///< id -1: none at the moment
    std::vector<broker_info> replicas = {};
    std::vector<broker_info> in_sync_replicas = {};
    std::vector<broker_info> offline_replicas = {};
    std::error_code error = {};
};

/// What a connection is told when it is made from a socket; `dialer` fills it in by itself.
struct connection_options {
    /// Kafka's client.id. Default: "kafka-cpp".
    std::string client_id = "kafka-cpp";
    /// The partition that is read and written; empty (default): none, then such calls are refused.
    std::string topic = {};
    std::int32_t partition = 0;
    /// What `broker` tells of the other side besides its address. Default: not known.
    std::int32_t broker_id = -1;
    std::string rack = {};
    /// Whether asking for a topic that does not exist may make the broker create it. Default: no.
    bool allow_auto_topic_creation = false;
    /// For one request, after which the connection counts as dead. Default: 30 s.
    std::chrono::milliseconds request_timeout = std::chrono::seconds(30);
    /// Threads. Default: those of the process.
    std::optional<kafka::runtime> runtime = {};
};

/// How much to fetch.
struct read_batch_options {
    /// The broker answers when it has this many bytes (default 1) or after max_wait.
    std::int32_t min_bytes = 1;
    /// Most bytes of the answer; a first batch that is larger comes whole. Default: 1 MiB.
    std::int32_t max_bytes = 1024 * 1024;
    /// Default: read_uncommitted.
    isolation_level isolation = isolation_level::read_uncommitted;
    /// One fetch, which the broker answers after this long with what it has: the batch may be
    /// empty. Without it (the default) the call waits until there is something to read, and for
    /// `min_bytes` up to shortly before its deadline, at most 10 s.
    std::optional<std::chrono::milliseconds> max_wait = {};
};

/// What became of a call that wrote.
struct write_result {
    std::size_t bytes = 0; ///< keys and values
    std::int32_t partition = -1;
    std::int64_t offset = -1;          ///< of the first record; -1 with acks none
    kafka::timestamp append_time = {}; ///< where the topic keeps the broker's time; else 0
};

/// One TCP connection to one broker, for what `reader`, `writer` and `client` do not do. Nothing is
/// retried and nothing is routed: a request goes to this broker, and its error is thrown. Made by
/// `dial`, or by `dial_leader` for one partition, which reading, writing and offsets need.
///
/// Thread-safety: all calls may be made from any thread at once; requests are pipelined. One thread
/// reads at a time, as long as its batch is open, and others wait for their turn.
/// Cancellation: a call ends at its context's deadline or at the connection's, whichever is first,
/// with errc::timed_out, or with errc::cancelled; the connection stays usable. A record under way
/// then may be written or not.
/// Errors: calls throw kafka::error: the broker's own codes, errc::closed after `close`,
/// errc::connection_lost when the connection has ended, errc::bad_response, errc::invalid_argument.
/// A handle: copies share one connection, which ends with the last of them.
class connection {
public:
    /// Takes over a connected stream socket and asks which API versions the broker serves.
    connection(const context& ctx, int socket, connection_options options = {});

    /// For all calls, those under way included; empty: none (the default). Kept until it is set
    /// again; each call's own context counts as well.
    void set_deadline(std::optional<context::clock::time_point> at);
    void set_read_deadline(std::optional<context::clock::time_point> at);
    /// Of the calls that change something: records, topics.
    void set_write_deadline(std::optional<context::clock::time_point> at);

    /// Where reading goes on. A new connection stands at the first record.
    seek_position offset() const;
    /// Moves there, and returns the offset. Throws broker_errc::offset_out_of_range outside of the
    /// log, and changes nothing then.
    std::int64_t seek(const context& ctx, std::int64_t offset, whence from,
                      seek_check check = seek_check::check);

    /// Copies the value of one message to the front of `into`, and returns its size. Throws
    /// std::errc::no_buffer_space, and stays where it is, when `into` is too short.
    std::size_t read(const context& ctx, std::span<std::byte> into);
    std::size_t read(const context& ctx, std::span<char> into) {
        return read(ctx, std::as_writable_bytes(into));
    }
    /// The next message: one fetch each, so read_batch is the fast form.
    message read_message(const context& ctx, std::int32_t max_bytes = 1024 * 1024);
    /// Fetches once there is something to read. On the thread that still has another batch of this
    /// connection open it throws errc::would_deadlock.
    connection_batch read_batch(const context& ctx, read_batch_options options = {});
    connection_batch read_batch(const context& ctx, std::int32_t min_bytes,
                                std::int32_t max_bytes) {
        return read_batch(ctx, {.min_bytes = min_bytes, .max_bytes = max_bytes});
    }

    /// Writes one record with this value, and waits as `set_required_acks` says. Returns its size.
    std::size_t write(const context& ctx, bytes_view value);
    /// Writes all records as one batch, all or none of them. Returns the bytes of keys and values.
    /// A record may name this topic and this partition, but no other.
    std::size_t write_messages(const context& ctx, std::span<const record> records);
    std::size_t write_messages(const context& ctx, std::initializer_list<record> records) {
        return write_messages(ctx, std::span(records.begin(), records.size()));
    }
    std::size_t write_compressed_messages(const context& ctx, compression codec,
                                          std::span<const record> records);
    std::size_t write_compressed_messages(const context& ctx, compression codec,
                                          std::initializer_list<record> records) {
        return write_compressed_messages(ctx, codec, std::span(records.begin(), records.size()));
    }
    /// The same, and says where the records are.
    write_result write_compressed_messages_at(const context& ctx, compression codec,
                                              std::span<const record> records);
    write_result write_compressed_messages_at(const context& ctx, compression codec,
                                              std::initializer_list<record> records) {
        return write_compressed_messages_at(ctx, codec, std::span(records.begin(), records.size()));
    }
    /// Of the records written from now on. Default: all.
    void set_required_acks(acks n);

    /// The offset of the first record that is not before `time`; -1 when there is none.
    std::int64_t read_offset(const context& ctx, timestamp time);
    std::int64_t read_first_offset(const context& ctx);
    /// The offset of the next record to be written.
    std::int64_t read_last_offset(const context& ctx);
    /// Both.
    std::pair<std::int64_t, std::int64_t> read_offsets(const context& ctx);

    /// The broker on the other side.
    broker_info broker() const;
    broker_info controller(const context& ctx);
    std::vector<broker_info> brokers(const context& ctx);
    /// Of the named topics; with none, of the connection's topic, or of all when it has none.
    /// Throws the first error of a topic that was asked for by name.
    std::vector<partition> read_partitions(const context& ctx,
                                           std::vector<std::string> topics = {});
    /// The broker must be the controller, or one that passes it on, as Kafka's do since 3.0. Throws
    /// the first error other than that a topic exists already, with those of the others as causes.
    std::vector<topic_result> create_topics(const context& ctx, std::vector<topic_config> topics,
                                            bool validate_only = false);
    /// Throws the first error, with those of the others as causes.
    void delete_topics(const context& ctx, std::vector<std::string> topics);
    std::vector<api_version> api_versions(const context& ctx);

    /// Ends the connection; calls under way end with errc::closed. May be called again.
    void close();
    /// "127.0.0.1:40312", "[::1]:40312".
    std::string local_address() const;
    std::string remote_address() const;

    class implementation;
    explicit connection(std::shared_ptr<implementation> body); // made by a dialer
    const std::shared_ptr<implementation>& body() const { return body_; }

private:
    std::shared_ptr<implementation> body_;
};

} // namespace kafka
