#include "producer/budget.hpp"

#include <kafka/error.hpp>

namespace kafka::detail::producer {

bool budget::take_now(std::size_t n) noexcept {
    auto used = used_.load();
    do {
        if (used != 0 && used + n > limit_) return false;
    } while (!used_.compare_exchange_weak(used, used + n));
    return true;
}

bool budget::try_take(std::size_t n) noexcept {
    if (waiting_.load() == 0 && take_now(n)) return true;
    refused_.store(true);
    return false;
}

// Whoever waits counts itself before it looks, and whoever gives back looks for waiters after it
// has given: one of the two always sees the other.
std::error_code budget::take(std::size_t n, const context& ctx) {
    std::unique_lock lock(mutex_);
    waiting_.fetch_add(1);
    bool taken = false;
    const auto ended = [&] { return closed_ || (taken = take_now(n)); };
    if (ctx.deadline())
        changed_.wait_until(lock, ctx.stop(), *ctx.deadline(), ended);
    else
        changed_.wait(lock, ctx.stop(), ended);
    waiting_.fetch_sub(1);
    if (taken) return {};
    if (closed_) return errc::closed;
    return ctx.stop().stop_requested() ? errc::cancelled : errc::timed_out;
}

void budget::give_back(std::size_t n) noexcept {
    if (n == 0) return;
    used_.fetch_sub(n);
    if (refused_.load(std::memory_order_relaxed)) refused_.store(false);
    if (waiting_.load() == 0) return;
    std::lock_guard lock(mutex_);
    changed_.notify_all();
}

void budget::close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
}

} // namespace kafka::detail::producer
