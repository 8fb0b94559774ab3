#include "consumer/buffered.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

constexpr std::int32_t whole_topic = -1;

} // namespace

buffered::partition_state& buffered::state_of(std::int32_t partition) {
    const auto [at, is_new] = partitions_.try_emplace(partition);
    if (is_new) {
        at->second.generation = first_generation_;
        at->second.progress.partition = partition;
    }
    return at->second;
}

std::uint64_t buffered::generation_of(std::int32_t partition) const {
    const auto found = partitions_.find(partition);
    return found == partitions_.end() ? first_generation_ : found->second.generation;
}

void buffered::append(std::unique_lock<std::mutex>& lock, item what) {
    items_.push_back(std::move(what));
    const auto woken = std::exchange(waiters_, {});
    lock.unlock();
    for (const auto& w : woken) w->wake();
}

void buffered::push(fetched what) {
    std::unique_lock lock(mutex_);
    auto& state = state_of(what.partition);
    if (closed_ || what.generation != state.generation) return;
    state.queued += what.records.size();
    append(lock, std::move(what));
}

void buffered::fail(std::int32_t partition, std::uint64_t generation, cluster::failure why) {
    std::unique_lock lock(mutex_);
    auto& state = state_of(partition);
    if (closed_ || generation != state.generation) return;
    ++state.failures;
    append(lock, failed{partition, generation, std::move(why)});
}

void buffered::started(std::int32_t partition, std::uint64_t generation, std::int64_t offset) {
    std::lock_guard lock(mutex_);
    auto& state = state_of(partition);
    if (generation == state.generation && state.progress.start < 0) state.progress.start = offset;
}

void buffered::saw_high_watermark(std::int32_t partition, std::int64_t offset) {
    std::lock_guard lock(mutex_);
    state_of(partition).progress.high_watermark = offset;
}

std::size_t buffered::queued(std::int32_t partition) const {
    std::lock_guard lock(mutex_);
    const auto found = partitions_.find(partition);
    return found == partitions_.end() ? 0 : found->second.queued;
}

bool buffered::is_blocked(std::int32_t partition) const {
    std::lock_guard lock(mutex_);
    const auto has_failed = [this](std::int32_t p) {
        const auto found = partitions_.find(p);
        return found != partitions_.end() && found->second.failures > 0;
    };
    return has_failed(partition) || has_failed(whole_topic);
}

bool buffered::is_empty() const {
    std::lock_guard lock(mutex_);
    return items_.empty();
}

buffered::taken buffered::take() {
    taken out;
    {
        std::lock_guard lock(mutex_);
        if (items_.empty()) return out;
        auto first = std::move(items_.front());
        items_.pop_front();
        if (auto* f = std::get_if<fetched>(&first)) {
            state_of(f->partition).queued -= f->records.size();
            out = std::move(*f);
        } else {
            auto& told = std::get<failed>(first);
            --state_of(told.partition).failures;
            out = std::move(told.why);
        }
    }
    if (wanted_.load() && wanted_.exchange(false)) on_taken_();
    return out;
}

bool buffered::is_closed() const {
    std::lock_guard lock(mutex_);
    return closed_;
}

bool buffered::wait(const waiter_pointer& w) {
    std::lock_guard lock(mutex_);
    if (closed_ || !items_.empty()) return false;
    waiters_.push_back(w);
    return true;
}

void buffered::stop_waiting(const waiter_pointer& w) {
    std::lock_guard lock(mutex_);
    std::erase(waiters_, w);
}

void buffered::drop(std::int32_t partition) {
    std::erase_if(items_, [partition](const item& i) {
        const auto* f = std::get_if<fetched>(&i);
        return (f ? f->partition : std::get<failed>(i).partition) == partition;
    });
    auto& state = state_of(partition);
    ++state.generation;
    state.queued = 0;
    state.failures = 0;
    state.progress.start = -1;
}

std::uint64_t buffered::restart(std::int32_t partition) {
    std::lock_guard lock(mutex_);
    drop(partition);
    return generation_of(partition);
}

std::uint64_t buffered::restart_all() {
    std::lock_guard lock(mutex_);
    std::uint64_t highest = first_generation_;
    for (auto& [partition, state] : partitions_) highest = std::max(highest, state.generation);
    for (auto& [partition, state] : partitions_) {
        drop(partition);
        state.generation = highest + 1;
    }
    first_generation_ = highest + 1;
    return first_generation_;
}

std::uint64_t buffered::generation(std::int32_t partition) const {
    std::lock_guard lock(mutex_);
    return generation_of(partition);
}

std::vector<partition_progress> buffered::progress() const {
    std::lock_guard lock(mutex_);
    std::vector<partition_progress> out;
    for (const auto& [partition, state] : partitions_)
        if (partition != whole_topic) out.push_back(state.progress);
    return out;
}

void buffered::close() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    items_.clear();
    const auto woken = std::exchange(waiters_, {});
    lock.unlock();
    for (const auto& w : woken) w->wake();
}

} // namespace kafka::detail::consumer
