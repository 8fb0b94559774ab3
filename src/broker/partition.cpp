#include "broker/partition.hpp"

#include <algorithm>

namespace kafka::detail::broker {

void partition::lead(std::int32_t leader, std::int32_t epoch, std::size_t in_sync) {
    const bool changed = leader != leader_ || epoch != leader_epoch_;
    leader_ = leader;
    leader_epoch_ = epoch;
    in_sync_ = in_sync;
    if (log_) log_->set_leader_epoch(epoch);
    if (!changed) return;
    for (auto* w : watchers_) w->on_change();
}

void partition::configure(const topic_config& config) {
    config_ = config;
    if (!log_) return;
    log_->set_config(to_log_config(config, log_->config().producer_expiration_ms));
    advance();
}

void partition::serve(std::unique_ptr<storage::log> log) {
    log_ = std::move(log);
    if (!log_) return;
    log_->set_leader_epoch(leader_epoch_);
    // What was on the disk at the start was promised to somebody, so readers may have it.
    high_watermark_ = log_->end_offset();
}

void partition::append(std::span<storage::append_item> items, std::int64_t now) {
    const auto before = log_->end_offset();
    log_->append(items, now);
    for (const auto& item : items)
        if (!item.error && item.base_offset >= before) hidden_bytes_ += item.header.size();
    advance();
}

void partition::when_durable(std::int64_t offset, std::function<void(broker_errc)> then) {
    if (!is_served()) return then(broker_errc::kafka_storage_error);
    if (log_->durable_offset() >= offset) return then(broker_errc::none);
    const auto at = std::ranges::upper_bound(waiters_, offset, {}, &waiter::offset);
    waiters_.insert(at, {offset, std::move(then)});
}

void partition::synced() {
    if (!is_served()) return;
    if (log_->is_poisoned()) return fail_waiters(broker_errc::kafka_storage_error);
    advance();
    while (!waiters_.empty() && waiters_.front().offset <= log_->durable_offset()) {
        auto then = std::move(waiters_.front().then);
        waiters_.pop_front();
        then(broker_errc::none);
    }
}

partition::watch partition::start_watching(partition_watcher* who) {
    return watchers_.insert(watchers_.end(), who);
}

void partition::remove() {
    removed_ = true;
    if (log_) log_->give_up_folder();
    fail_waiters(broker_errc::unknown_topic_or_partition);
    for (auto* w : watchers_) w->on_change();
}

/// Never goes back: a topic whose policy becomes stricter does not take away what was shown.
void partition::advance() {
    const auto end = config_.syncs_every_batch() ? log_->durable_offset() : log_->end_offset();
    if (end <= high_watermark_) return;
    high_watermark_ = end;
    const auto bytes = std::exchange(hidden_bytes_, 0);
    for (auto* w : watchers_) w->on_more(bytes);
}

void partition::fail_waiters(broker_errc why) {
    for (auto& w : std::exchange(waiters_, {})) w.then(why);
}

storage::log_config to_log_config(const topic_config& config, std::int64_t producer_expiration_ms) {
    storage::log_config out;
    out.segment_bytes = config.segment_bytes;
    // So that a record need not wait for its segment to be full.
    out.segment_ms = config.is_compacted ? std::min(config.segment_ms, config.max_compaction_lag_ms)
                                         : config.segment_ms;
    out.index_interval_bytes = config.index_interval_bytes;
    out.index_bytes = config.segment_index_bytes;
    out.retention_ms = config.retention_ms;
    out.retention_bytes = config.retention_bytes;
    out.deletes = config.is_deleted;
    out.compacts = config.is_compacted;
    out.min_cleanable_dirty_ratio = config.min_cleanable_dirty_ratio;
    out.delete_retention_ms = config.delete_retention_ms;
    out.min_compaction_lag_ms = config.min_compaction_lag_ms;
    out.max_compaction_lag_ms = config.max_compaction_lag_ms;
    out.flush_messages = config.flush_messages;
    out.flush_ms = config.flush_ms;
    out.producer_expiration_ms = producer_expiration_ms;
    return out;
}

broker_errc to_broker_errc(const std::error_code& error) {
    if (!error) return broker_errc::none;
    if (error == storage::errc::offset_out_of_range) return broker_errc::offset_out_of_range;
    if (error == storage::errc::batch_too_large) return broker_errc::record_list_too_large;
    if (error == storage::errc::out_of_order_sequence)
        return broker_errc::out_of_order_sequence_number;
    if (error == storage::errc::invalid_producer_epoch) return broker_errc::invalid_producer_epoch;
    if (error == storage::errc::wrong_transaction_state) return broker_errc::invalid_txn_state;
    return broker_errc::kafka_storage_error;
}

} // namespace kafka::detail::broker
