// Reading a topic.
#pragma once

#include <kafka/client.hpp>
#include <kafka/context.hpp>
#include <kafka/message.hpp>
#include <kafka/offset.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kafka {

/// What to do when the position is not in the log (any more).
enum class out_of_range_policy : std::int8_t {
    fail,  ///< the call ends with errc::offset_out_of_range (default: nothing is skipped silently)
    first, ///< go on at the oldest record
    last,  ///< go on at the end
};

/// Mistakes in these are reported all at once by an exception from the constructor.
struct reader_options {
    /// As in client_options.
    std::vector<std::string> brokers = {};
    std::string topic = {};
    /// Only this partition; empty (default): all of the topic, those added later included.
    std::optional<std::int32_t> partition = {};
    /// Where to start in each partition. Default: first_offset.
    kafka::start_offset start_offset = first_offset;
    /// Default: fail.
    out_of_range_policy out_of_range = out_of_range_policy::fail;
    /// The broker answers a fetch when it has this many bytes (default 1) or after max_wait
    /// (default 500 ms).
    std::int32_t min_bytes = 1;
    std::chrono::milliseconds max_wait = std::chrono::milliseconds(500);
    /// Most bytes of one answer, and of one partition in it. Defaults: 50 MiB, 1 MiB.
    std::int32_t max_bytes = 50 * 1024 * 1024;
    std::int32_t partition_max_bytes = 1024 * 1024;
    /// Bytes fetched ahead and not yet released, those that the application still holds included.
    /// Also bounds what one batch may decompress to. Default: 64 MiB.
    std::size_t queue_bytes = 64 * 1024 * 1024;
    /// Checks every batch's CRC. Default: true.
    bool check_crcs = true;
    /// Attempts before a connection error is reported to the caller; 0 (default): until the context
    /// ends.
    int max_attempts = 0;

    std::string client_id = "kafka-cpp";
    std::chrono::milliseconds dial_timeout = std::chrono::seconds(10);
    std::chrono::milliseconds request_timeout = std::chrono::seconds(30);
    std::chrono::milliseconds metadata_age = std::chrono::minutes(5);
    std::chrono::milliseconds backoff_min = std::chrono::milliseconds(100);
    std::chrono::milliseconds backoff_max = std::chrono::seconds(1);
    std::optional<kafka::runtime> runtime = {};
    kafka::logger logger = {};
};

/// Where a reader is in one partition.
struct reader_position {
    std::int32_t partition = 0;
    std::int64_t offset = -1;         ///< of the next message that will be returned
    std::int64_t high_watermark = -1; ///< -1: not fetched yet
    /// Records between the two; -1: not known yet.
    std::int64_t lag() const {
        return high_watermark < 0 || offset < 0 ? -1 : high_watermark - offset;
    }
};

/// Reads a topic in order per partition, fetching ahead within a byte budget.
/// Thread-safety: calls may be made from any thread; each message goes to one caller.
/// Reads records as served (read_uncommitted).
class reader {
public:
    /// Connects to nobody yet.
    explicit reader(reader_options options);

    /// The next message; empty once the reader is closed. `read_message` is the same call without a
    /// group.
    std::optional<message> fetch_message(const context& ctx);
    std::optional<message> read_message(const context& ctx) { return fetch_message(ctx); }
    /// What has arrived of one partition, at least one message: the fast form. Empty once closed.
    batch fetch_batch(const context& ctx);

    /// Goes on from there: the partition of the options, or all partitions. What was fetched ahead
    /// is dropped.
    void set_offset(kafka::start_offset where);
    void set_offset(std::int32_t partition, kafka::start_offset where);

    /// Of the single partition; -1 when there are several (see `positions`) or it is not known yet.
    std::int64_t offset() const;
    std::int64_t lag() const;
    std::vector<reader_position> positions() const;

    /// Ends waiting calls in milliseconds.
    void close();

    class implementation;
    const std::shared_ptr<implementation>& body() const { return body_; }

private:
    std::shared_ptr<implementation> body_;
};

} // namespace kafka
