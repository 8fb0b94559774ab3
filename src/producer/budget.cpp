#include "producer/budget.hpp"

#include <kafka/error.hpp>

#include <utility>

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

bool budget::take_or_tell(std::size_t n, std::function<void(std::error_code)> told) {
    std::unique_lock lock(mutex_);
    if (closed_) {
        lock.unlock();
        told(errc::closed);
        return false;
    }
    waiting_.fetch_add(1);
    if (take_now(n)) {
        waiting_.fetch_sub(1);
        return true;
    }
    requests_.push_back({n, std::move(told)});
    return false;
}

/// Those whose turn has come, under the lock.
std::vector<budget::request> budget::take_for_requests() {
    std::vector<request> out;
    while (!requests_.empty() && take_now(requests_.front().bytes)) {
        out.push_back(std::move(requests_.front()));
        requests_.pop_front();
        waiting_.fetch_sub(1);
    }
    return out;
}

void budget::give_back(std::size_t n) noexcept {
    if (n == 0) return;
    used_.fetch_sub(n);
    if (refused_.load(std::memory_order_relaxed)) refused_.store(false);
    if (waiting_.load() == 0) return;
    std::unique_lock lock(mutex_);
    const auto served = take_for_requests();
    changed_.notify_all();
    lock.unlock();
    for (const auto& r : served) r.told({});
}

void budget::close() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    const auto refused = std::exchange(requests_, {});
    waiting_.fetch_sub(static_cast<int>(refused.size()));
    changed_.notify_all();
    lock.unlock();
    for (const auto& r : refused) r.told(errc::closed);
}

} // namespace kafka::detail::producer
