#include "client/movable_deadline.hpp"

#include <kafka/error.hpp>

#include <algorithm>
#include <utility>

namespace kafka::detail::client {

namespace {

using time_point = movable_deadline::time_point;

std::optional<time_point> earlier(std::optional<time_point> a, std::optional<time_point> b) {
    if (!a || !b) return a ? a : b;
    return std::min(*a, *b);
}

context until(std::optional<time_point> at, std::stop_token stop) {
    return at ? context(*at, std::move(stop)) : context(std::move(stop));
}

} // namespace

void movable_deadline::set(std::optional<time_point> at) {
    std::unique_lock lock(mutex_);
    auto before = std::exchange(state_, {at, {}});
    lock.unlock();
    before.moved.request_stop();
}

movable_deadline::state movable_deadline::now() const {
    std::lock_guard lock(mutex_);
    return state_;
}

context movable_deadline::bound(const context& ctx) const {
    return until(earlier(ctx.deadline(), now().at), ctx.stop());
}

std::error_code movable_deadline::wait(flag& done, const context& ctx) const {
    for (;;) {
        const auto current = now();
        std::stop_source woken;
        const auto wake = [&woken] { woken.request_stop(); };
        const std::stop_callback by_caller(ctx.stop(), wake);
        const std::stop_callback by_move(current.moved.get_token(), wake);
        const auto why = done.wait(until(earlier(ctx.deadline(), current.at), woken.get_token()));
        if (!why) return {};
        if (ctx.stop().stop_requested()) return errc::cancelled;
        // A deadline that was moved while it passed is looked at again as it is now.
        if (!current.moved.stop_requested()) return why;
    }
}

} // namespace kafka::detail::client
