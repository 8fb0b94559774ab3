// A consumer group one generation at a time: for programs that read the partitions themselves.
// Most programs want kafka::reader with group_id instead.
#pragma once

#include <kafka/client.hpp>
#include <kafka/context.hpp>
#include <kafka/dialer.hpp>
#include <kafka/group.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace kafka {

/// Mistakes in these are reported all at once by an exception from the constructor.
struct consumer_group_options {
    /// As in client_options.
    std::vector<std::string> brokers = {};
    /// The group's name.
    std::string id = {};
    /// What this member wants to read.
    std::vector<std::string> topics = {};
    /// None of them cooperative, since a generation ends as a whole. Default: range, round robin.
    std::vector<group_balancer_pointer> group_balancers = {};
    /// As in reader_options.
    std::chrono::milliseconds heartbeat_interval = std::chrono::milliseconds(400);
    std::chrono::milliseconds session_timeout = std::chrono::seconds(45);
    std::chrono::milliseconds rebalance_timeout = std::chrono::minutes(1);
    std::chrono::milliseconds partition_watch_interval = std::chrono::seconds(5);
    std::chrono::milliseconds retention_time = std::chrono::milliseconds(-1);
    /// The offset of assignments where nothing is committed. Default: first_offset.
    kafka::start_offset start_offset = first_offset;
    std::optional<std::string> group_instance_id = {};
    std::string rack = {};

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

/// A partition that this member reads in a generation.
struct partition_assignment {
    std::int32_t id = 0;
    /// Where to read on: what the group has committed, else start_offset.
    kafka::start_offset offset = first_offset;
};

/// The time between two rebalances of a group. A handle; copy it freely. Thread-safe.
class generation {
public:
    std::int32_t id() const;
    const std::string& group_id() const;
    const std::string& member_id() const;
    /// By topic.
    const std::map<std::string, std::vector<partition_assignment>>& assignments() const;

    /// Calls `work` on a thread of its own. Its token is stopped when the generation ends; then it
    /// should return soon, since the next generation waits for it (as long as rebalance_timeout).
    /// When any work returns the generation ends. In a generation that has ended the work is called
    /// with a token that is stopped already. It must not throw.
    void start(std::function<void(std::stop_token)> work);

    /// The next messages of these partitions start at these offsets: no one is added to them, and
    /// they may go back. Throws errc::generation_ended, or errc::partition_lost for a partition
    /// that is not in `assignments`.
    void commit_offsets(const context& ctx, const std::map<topic_partition, std::int64_t>& offsets);

    /// Stopped when the generation has ended.
    std::stop_token ended() const;

    class implementation;
    explicit generation(std::shared_ptr<implementation> body) : body_(std::move(body)) {}

private:
    std::shared_ptr<implementation> body_;
};

/// A member of a group. Thread-safety: calls may be made from any thread.
class consumer_group {
public:
    /// Connects to nobody yet.
    explicit consumer_group(consumer_group_options options);

    /// The next generation, each once; empty once the group is closed. The first call joins.
    std::optional<generation> next(const context& ctx);

    /// Ends the generation, waits for its work and leaves the group: at most 5 s, or until the
    /// context ends.
    void close();
    void close(const context& ctx);

    class implementation;
    const std::shared_ptr<implementation>& body() const { return body_; }

private:
    std::shared_ptr<implementation> body_;
};

} // namespace kafka
