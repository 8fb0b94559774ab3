// Reading a topic, alone or as a member of a consumer group.
#pragma once

#include <kafka/client.hpp>
#include <kafka/context.hpp>
#include <kafka/dialer.hpp>
#include <kafka/group.hpp>
#include <kafka/message.hpp>
#include <kafka/offset.hpp>
#include <kafka/reader_position.hpp>
#include <kafka/statistics.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
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
    /// Only this partition; empty (default): all of the topic, those added later included. Not in a
    /// group.
    std::optional<std::int32_t> partition = {};
    /// Where to start in each partition; in a group only where the group has committed nothing yet.
    /// Default: first_offset.
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

    /// The consumer group to read in; empty (default): none. Its members share the partitions of
    /// their topics, and the group's coordinator keeps how far they have come.
    std::string group_id = {};
    /// More topics to read in the group, besides `topic`, which may be empty then.
    std::vector<std::string> group_topics = {};
    /// A regular expression (ECMAScript): topics whose whole name fits are read as well, those that
    /// are made later included. Internal topics are left out.
    std::string group_topic_pattern = {};
    /// How partitions are shared out; the first one that all members have. Default:
    /// cooperative-sticky alone. When one of them is not cooperative, everything is given back
    /// before each rebalance.
    std::vector<group_balancer_pointer> group_balancers = {};
    /// How often the coordinator hears of this member, and this member of a rebalance (default:
    /// 400 ms); for how long it may hear nothing before it takes the partitions away (45 s); how
    /// long it waits for members to join again (60 s).
    std::chrono::milliseconds heartbeat_interval = std::chrono::milliseconds(400);
    std::chrono::milliseconds session_timeout = std::chrono::seconds(45);
    std::chrono::milliseconds rebalance_timeout = std::chrono::minutes(1);
    /// Default: next_read.
    kafka::commit_policy commit_policy = kafka::commit_policy::next_read;
    /// 0 (default): `commit_messages` waits until the coordinator has the offsets, and what
    /// `read_message` has done is committed in the background at once, then at most ten times a
    /// second. Otherwise both only note, and commit at this interval.
    std::chrono::milliseconds commit_interval = std::chrono::milliseconds(0);
    /// How often the group's leader looks for new partitions and topics. Default: 5 s.
    std::chrono::milliseconds partition_watch_interval = std::chrono::seconds(5);
    /// For how long brokers before 2.1 keep the offsets; -1 ms (default): as long as they like.
    std::chrono::milliseconds retention_time = std::chrono::milliseconds(-1);
    /// Makes this a static member: it keeps its partitions when it comes back within the session
    /// timeout, and does not leave at close.
    std::optional<std::string> group_instance_id = {};
    /// Where this reader runs, for balancers that look at racks.
    std::string rack = {};
    kafka::group_listener group_listener = {};

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

/// Reads a topic in order per partition, fetching ahead within a byte budget.
/// Thread-safety: calls may be made from any thread; each message goes to one caller.
/// Reads records as served (read_uncommitted). With `group_id` it is a member of that group, from
/// the first call until `close`: what it reads, and since when, is told by `group_listener`.
class reader {
public:
    /// Connects to nobody yet.
    explicit reader(reader_options options);

    /// The next message; empty once the reader is closed. In a group nothing is committed by it:
    /// call `commit_messages` when the message is done.
    std::optional<message> fetch_message(const context& ctx);
    /// The same, and in a group it commits as `commit_policy` says. A reader on which it was called
    /// once commits by itself from then on, also for messages of `fetch_message`.
    std::optional<message> read_message(const context& ctx);
    /// What has arrived of one partition, at least one message: the fast form. Empty once closed.
    batch fetch_batch(const context& ctx);
    /// The same, and in a group the whole of it counts as done when more is asked for.
    batch read_batch(const context& ctx);

    /// In a group: these messages, and all in front of them in their partitions, are done. Throws
    /// errc::partition_lost when another member reads one of the partitions by now; the other
    /// partitions are committed nevertheless.
    void commit_messages(const context& ctx, std::span<const message> messages);
    void commit_messages(const context& ctx, const message& one) {
        commit_messages(ctx, std::span(&one, 1));
    }
    /// The next messages of these partitions start there; with words of your own (at most 4096
    /// bytes) that the coordinator keeps beside the offset. Goes back as well.
    void commit_offset(const context& ctx, const topic_partition& partition, std::int64_t offset,
                       std::string metadata = {});

    /// The same for coroutines, callbacks and futures, see kafka/asio.hpp:
    /// [context,] [completion token].
    template <class... How>
    auto async_fetch_message(How&&... how);
    template <class... How>
    auto async_read_message(How&&... how);
    template <class... How>
    auto async_fetch_batch(How&&... how);
    template <class... How>
    auto async_read_batch(How&&... how);
    template <class... Token>
    auto async_commit_messages(const context& ctx, std::span<const message> messages,
                               Token&&... token);
    template <class... Token>
    auto async_commit_messages(const context& ctx, const message& one, Token&&... token);
    template <class... How>
    auto async_close(How&&... how);

    /// Goes on from there: the partition of the options, or all partitions. What was fetched ahead
    /// is dropped. An error in a group: see `seek`.
    void set_offset(kafka::start_offset where);
    void set_offset(std::int32_t partition, kafka::start_offset where);
    /// The same for one partition, in a group too, as long as it is ours. Throws
    /// errc::partition_lost when it is not.
    void seek(const topic_partition& partition, kafka::start_offset where);

    /// Returns nothing of these partitions until they are resumed, and fetches nothing of them.
    /// Those that are not read are passed over; one that the group takes away is not paused when it
    /// comes back.
    void pause(std::span<const topic_partition> partitions);
    void resume(std::span<const topic_partition> partitions);

    /// Of the single partition; -1 in a group, when there are several (see `positions`), or while
    /// it is not known.
    std::int64_t offset() const;
    std::int64_t lag() const;
    /// Of all partitions that are read now, in a group too.
    std::vector<reader_position> positions() const;
    /// How many records are in front of the reader now, in all partitions that it reads, as the
    /// brokers say: asks them, which `lag` does not. An error in a group, see `positions`.
    std::int64_t read_lag(const context& ctx);
    /// What was counted since the reader was made. Resets nothing, waits for nobody.
    reader_stats stats() const;

    /// Ends waiting calls in milliseconds. In a group it commits what is done and leaves, so that
    /// the others go on at once; for that it waits a moment, at most 5 s or until the context ends.
    void close();
    void close(const context& ctx);

    class implementation;
    const std::shared_ptr<implementation>& body() const { return body_; }

private:
    std::shared_ptr<implementation> body_;
};

} // namespace kafka
