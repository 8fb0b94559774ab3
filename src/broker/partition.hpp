// One partition that is served here: its log, how far readers may go, and who waits for more.
#pragma once

#include <kafka/broker_errc.hpp>
#include <kafka/uuid.hpp>

#include "broker/settings/topic_config.hpp"
#include "storage/log.hpp"

#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <string>

namespace kafka::detail::broker {

/// Told that readers may get more from a partition, or that there is nothing more to wait for.
/// It only takes note: it must not watch, unwatch or read before the call has returned.
class partition_watcher {
public:
    virtual ~partition_watcher() = default;
    virtual void on_more(std::uint64_t bytes) = 0;
    virtual void on_change() = 0;
};

struct partition_name {
    std::string topic;
    uuid topic_id;
    std::int32_t index = 0;
};

class partition {
public:
    using watchers = std::list<partition_watcher*>;
    using watch = watchers::iterator;

    explicit partition(partition_name name) : name_(std::move(name)) {}

    const partition_name& name() const { return name_; }
    std::int32_t leader() const { return leader_; }
    std::int32_t leader_epoch() const { return leader_epoch_; }
    std::size_t in_sync() const { return in_sync_; }
    const topic_config& config() const { return config_; }

    void lead(std::int32_t leader, std::int32_t epoch, std::size_t in_sync);
    void configure(const topic_config& config);
    /// Null is a log that could not be opened: the partition answers with a storage error.
    void serve(std::unique_ptr<storage::log> log);
    bool is_served() const { return log_ != nullptr && !removed_; }
    storage::log& log() { return *log_; }
    const storage::log& log() const { return *log_; }

    std::int64_t start_offset() const { return log_->start_offset(); }
    /// Where readers must stop: everything before it survives what the flush policy promises.
    std::int64_t high_watermark() const { return high_watermark_; }

    /// Appends, and lets readers know when they may have it at once.
    void append(std::span<storage::append_item> items, std::int64_t now);
    /// `then` is called with no error once everything before `offset` survives loss of power, with
    /// one when that will not happen.
    void when_durable(std::int64_t offset, std::function<void(broker_errc)> then);
    /// After a sync of the log, good or bad.
    void synced();

    watch start_watching(partition_watcher* who);
    void stop_watching(watch w) { watchers_.erase(w); }

    /// The topic is deleted: whoever waits learns that it is gone.
    void remove();
    bool is_removed() const { return removed_; }

private:
    struct waiter {
        std::int64_t offset;
        std::function<void(broker_errc)> then;
    };

    void advance();
    void fail_waiters(broker_errc why);

    partition_name name_;
    std::int32_t leader_ = -1;
    std::int32_t leader_epoch_ = -1;
    std::size_t in_sync_ = 0;
    topic_config config_;
    std::unique_ptr<storage::log> log_;
    std::int64_t high_watermark_ = 0;
    std::uint64_t hidden_bytes_ = 0; // appended, but above the high watermark
    std::deque<waiter> waiters_;     // in the order of their offsets
    watchers watchers_;
    bool removed_ = false;
};

using partition_pointer = std::shared_ptr<partition>;

storage::log_config to_log_config(const topic_config& config, std::int64_t producer_expiration_ms);
/// What a client is told of an error of the log.
broker_errc to_broker_errc(const std::error_code& error);

} // namespace kafka::detail::broker
