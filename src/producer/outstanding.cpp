#include "producer/outstanding.hpp"

#include <kafka/error.hpp>

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
    std::lock_guard lock(mutex_);
    if (--counts_[g - oldest_] != 0) return;
    while (counts_.size() > 1 && counts_.front() == 0) {
        counts_.pop_front();
        ++oldest_;
    }
    if (waiting_ > 0) changed_.notify_all();
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
