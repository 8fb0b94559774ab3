#include "producer/outstanding.hpp"

#include <kafka/error.hpp>

#include <algorithm>
#include <iterator>

namespace kafka::detail::producer {

outstanding::generation outstanding::begin() {
    std::lock_guard lock(mutex_);
    ++counts_.back();
    return oldest_ + counts_.size() - 1;
}

void outstanding::share(generation g) {
    std::lock_guard lock(mutex_);
    ++counts_[g - oldest_];
}

void outstanding::end(generation g) {
    std::unique_lock lock(mutex_);
    if (--counts_[g - oldest_] != 0) return;
    while (counts_.size() > 1 && counts_.front() == 0) {
        counts_.pop_front();
        ++oldest_;
    }
    if (waiting_ == 0) return;
    changed_.notify_all();
    const auto over = [&](const listener& l) { return l.up_to < oldest_; };
    const auto first = std::ranges::stable_partition(listeners_, std::not_fn(over)).begin();
    const std::vector<listener> told(std::make_move_iterator(first),
                                     std::make_move_iterator(listeners_.end()));
    listeners_.erase(first, listeners_.end());
    waiting_ -= static_cast<int>(told.size());
    lock.unlock();
    for (const auto& l : told) l.told();
}

void outstanding::tell(generation up_to, std::function<void()> told) {
    std::unique_lock lock(mutex_);
    if (oldest_ <= up_to) {
        listeners_.push_back({up_to, std::move(told)});
        return;
    }
    --waiting_;
    lock.unlock();
    told();
}

outstanding::generation outstanding::cut() {
    std::lock_guard lock(mutex_);
    ++waiting_;
    const auto current = oldest_ + counts_.size() - 1;
    if (counts_.size() == 1 && counts_.front() == 0)
        ++oldest_;
    else
        counts_.push_back(0);
    return current;
}

bool outstanding::is_awaited() const {
    std::lock_guard lock(mutex_);
    return waiting_ > 0;
}

std::error_code outstanding::wait(generation up_to, const context& ctx) {
    std::unique_lock lock(mutex_);
    const auto done = [&] { return oldest_ > up_to; };
    bool in_time = true;
    if (ctx.deadline())
        in_time = changed_.wait_until(lock, ctx.stop(), *ctx.deadline(), done);
    else
        in_time = changed_.wait(lock, ctx.stop(), done);
    --waiting_;
    if (in_time) return {};
    return ctx.stop().stop_requested() ? errc::cancelled : errc::timed_out;
}

} // namespace kafka::detail::producer
