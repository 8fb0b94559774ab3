#include "client/reading_turn.hpp"

#include <kafka/error.hpp>

namespace kafka::detail::client {

std::error_code reading_turn::take(const context& ctx) {
    const auto me = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    if (!closed_ && holder_ == me) return errc::would_deadlock;
    const auto is_free = [this] { return closed_ || holder_ == std::thread::id(); };
    const bool in_time = ctx.deadline()
                             ? free_.wait_until(lock, ctx.stop(), *ctx.deadline(), is_free)
                             : free_.wait(lock, ctx.stop(), is_free);
    if (!in_time) return ctx.stop().stop_requested() ? errc::cancelled : errc::timed_out;
    if (closed_) return errc::closed;
    holder_ = me;
    return {};
}

void reading_turn::give_back() {
    {
        std::lock_guard lock(mutex_);
        holder_ = {};
    }
    free_.notify_one();
}

void reading_turn::close() {
    {
        std::lock_guard lock(mutex_);
        closed_ = true;
    }
    free_.notify_all();
}

} // namespace kafka::detail::client
