#include "client/reader.hpp"

#include "client/failures.hpp"
#include "client/flag.hpp"

#include <kafka/error.hpp>

namespace kafka {

namespace consumer = detail::consumer;

namespace {

struct blocked_caller final : consumer::waiter {
    detail::client::flag woken;
    void wake() override { woken.set(); }
};

void check(const reader_options& o, detail::client::mistakes& m) {
    detail::client::check_topic_name(o.topic, m);
    m.unless(!o.partition || *o.partition >= 0, "partition: must not be negative");
    m.unless(o.min_bytes >= 0, "min_bytes: must not be negative");
    m.unless(o.max_wait.count() >= 0 && o.max_wait.count() <= 0x7fffffff,
             "max_wait: must not be negative");
    m.unless(o.max_bytes > 0, "max_bytes: must be more than 0");
    m.unless(o.partition_max_bytes > 0, "partition_max_bytes: must be more than 0");
    m.unless(o.queue_bytes > 0, "queue_bytes: must be more than 0");
    m.unless(o.max_attempts >= 0, "max_attempts: must not be negative");
}

detail::client::fetch_settings settings_from(const reader_options& o) {
    return {.plan = {.topic = o.topic,
                     .partition = o.partition,
                     .start = o.start_offset,
                     .out_of_range = o.out_of_range,
                     .partition_max_bytes = o.partition_max_bytes,
                     .largest_batch = o.queue_bytes,
                     .backoff_min = o.backoff_min,
                     .backoff_max = o.backoff_max},
            .min_bytes = o.min_bytes,
            .max_wait = o.max_wait,
            .max_bytes = o.max_bytes,
            .queue_bytes = o.queue_bytes,
            .max_attempts = o.max_attempts};
}

} // namespace

reader::implementation::implementation(reader_options options) {
    detail::client::mistakes m;
    auto link_options = detail::client::link_options_from(options, m);
    check(options, m);
    m.raise_if_any("reader_options");
    runtime_ = options.runtime ? options.runtime->body() : runtime::shared().body();
    fetcher_ =
        detail::client::make_fetcher(*runtime_, std::move(link_options), settings_from(options));
    rules_ = {.check_crcs = options.check_crcs,
              .largest_unpacked = options.queue_bytes,
              .budget = fetcher_->budget()};
}

reader::implementation::~implementation() { close(); }

void reader::implementation::close() {
    fetcher_->queue()->close();
    if (!runtime_->refuse()) fetcher_->close();
}

bool reader::implementation::is_closed() const { return fetcher_->queue()->is_closed(); }

void reader::implementation::start() {
    if (!std::exchange(is_started_, true)) fetcher_->start();
}

std::optional<message> reader::implementation::take_message() {
    std::unique_lock lock(mutex_);
    for (;;) {
        if (is_walking_) {
            if (walk_.next()) [[likely]] {
                walked_->offset = walk_.current().offset + 1;
                return walk_.current();
            }
            end_walk();
        }
        if (!begin_next(lock)) return std::nullopt;
    }
}

std::optional<batch> reader::implementation::take_batch() {
    std::unique_lock lock(mutex_);
    for (;;) {
        if (!is_walking_ && !begin_next(lock)) return std::nullopt;
        auto& records = walk_.records();
        const auto whole = records.what().next;
        if (!records.verify()) end_walk();
        const auto partition = records.what().partition;
        if (records.what().next != whole) go_back(partition, records.what().next);
        walked_->offset = records.what().next;
        is_walking_ = false;
        batch out(std::make_unique<batch::implementation>(std::move(walk_)));
        if (!out.empty()) return out;
    }
}

/// Takes the next thing out of the queue; false when it is empty.
bool reader::implementation::begin_next(std::unique_lock<std::mutex>& lock) {
    if (const auto refused = runtime_->refuse())
        detail::client::raise(detail::cluster::fail(refused, "fetch"));
    auto next = fetcher_->queue()->take();
    if (auto* failed = std::get_if<detail::cluster::failure>(&next)) {
        lock.unlock();
        detail::client::raise(*failed);
    }
    auto* what = std::get_if<consumer::fetched>(&next);
    if (what == nullptr) {
        start();
        return false;
    }
    walked_ = &places_[what->partition];
    *walked_ = {what->from, what->generation};
    walk_ = consumer::message_walk(consumer::record_walk(std::move(*what), rules_));
    is_walking_ = true;
    return true;
}

void reader::implementation::end_walk() {
    const auto& records = walk_.records();
    const auto damage = records.damage();
    const auto partition = records.what().partition;
    const auto position = records.position();
    walked_->offset = position;
    is_walking_ = false;
    walk_ = {};
    if (!damage) return;
    go_back(partition, position);
    detail::client::raise(*damage);
}

void reader::implementation::go_back(std::int32_t partition, std::int64_t offset) {
    const auto generation = fetcher_->queue()->restart(partition);
    places_[partition] = {offset, generation};
    fetcher_->restart(partition, generation, offset);
}

void reader::implementation::set_offset(std::optional<std::int32_t> partition,
                                        kafka::start_offset where) {
    std::lock_guard lock(mutex_);
    if (is_walking_ && (!partition || walk_.records().what().partition == *partition)) {
        is_walking_ = false;
        walk_ = {};
    }
    const auto generation =
        partition ? fetcher_->queue()->restart(*partition) : fetcher_->queue()->restart_all();
    if (partition)
        places_.erase(*partition);
    else
        places_.clear();
    const bool is_known = !where.is_time() && where.value() >= 0;
    if (is_known)
        for (const auto& p : fetcher_->queue()->progress())
            if (!partition || *partition == p.partition)
                places_[p.partition] = {where.value(), generation};
    fetcher_->restart(partition, generation, where);
}

std::vector<reader_position> reader::implementation::positions() const {
    std::lock_guard lock(mutex_);
    std::vector<reader_position> out;
    for (const auto& p : fetcher_->queue()->progress()) {
        const auto known = places_.find(p.partition);
        const bool is_current =
            known != places_.end() &&
            known->second.generation == fetcher_->queue()->generation(p.partition);
        out.push_back({.partition = p.partition,
                       .offset = is_current ? known->second.offset : p.start,
                       .high_watermark = p.high_watermark});
    }
    return out;
}

void reader::implementation::wait(const context& ctx) {
    if (const auto refused = runtime_->refuse_to_block())
        detail::client::raise(detail::cluster::fail(refused, "fetch"));
    const auto caller = std::make_shared<blocked_caller>();
    if (!fetcher_->queue()->wait(caller)) return;
    const auto why = caller->woken.wait(ctx);
    if (!why) return;
    fetcher_->queue()->stop_waiting(caller);
    detail::client::raise(detail::client::ended_by_context(why, "fetch", fetcher_->troubles()));
}

bool reader::implementation::wait(const consumer::waiter_pointer& w) {
    return fetcher_->queue()->wait(w);
}

void reader::implementation::stop_waiting(const consumer::waiter_pointer& w) {
    fetcher_->queue()->stop_waiting(w);
}

reader::reader(reader_options options)
    : body_(std::make_shared<implementation>(std::move(options))) {}

std::optional<message> reader::fetch_message(const context& ctx) {
    for (;;) {
        if (auto out = body_->take_message()) return out;
        if (body_->is_closed()) return std::nullopt;
        body_->wait(ctx);
    }
}

batch reader::fetch_batch(const context& ctx) {
    for (;;) {
        if (auto out = body_->take_batch()) return std::move(*out);
        if (body_->is_closed()) return {};
        body_->wait(ctx);
    }
}

void reader::set_offset(kafka::start_offset where) { body_->set_offset(std::nullopt, where); }
void reader::set_offset(std::int32_t partition, kafka::start_offset where) {
    body_->set_offset(partition, where);
}

std::vector<reader_position> reader::positions() const { return body_->positions(); }

std::int64_t reader::offset() const {
    const auto all = body_->positions();
    return all.size() == 1 ? all.front().offset : -1;
}

std::int64_t reader::lag() const {
    const auto all = body_->positions();
    return all.size() == 1 ? all.front().lag() : -1;
}

void reader::close() { body_->close(); }

} // namespace kafka
