#include "client/flag.hpp"

#include <kafka/error.hpp>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

namespace kafka::detail::client {

namespace {

int* word(std::atomic<int>& state) {
    static_assert(sizeof(std::atomic<int>) == sizeof(int));
    return reinterpret_cast<int*>(&state);
}

void futex_wake(std::atomic<int>& state) {
    syscall(SYS_futex, word(state), FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1, nullptr, nullptr, 0);
}

/// Sleeps while the word is `expected`; false when the deadline has passed.
bool futex_wait(std::atomic<int>& state, int expected,
                std::optional<context::clock::time_point> deadline) {
    timespec until{};
    if (deadline) { // steady_clock is CLOCK_MONOTONIC, which this operation's time is in
        const auto since = std::chrono::duration_cast<std::chrono::nanoseconds>(
            std::max(deadline->time_since_epoch(), context::clock::duration::zero()));
        until.tv_sec = static_cast<std::time_t>(since.count() / 1'000'000'000);
        until.tv_nsec = static_cast<long>(since.count() % 1'000'000'000);
    }
    const auto result =
        syscall(SYS_futex, word(state), FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, expected,
                deadline ? &until : nullptr, nullptr, FUTEX_BITSET_MATCH_ANY);
    return result == 0 || errno != ETIMEDOUT;
}

} // namespace

void flag::set() noexcept {
    if (state_.exchange(done, std::memory_order_acq_rel) == asleep) futex_wake(state_);
}

// The word must change, or a stop between the sleeper's last look and its system call would be
// lost.
void flag::wake_from_stop() noexcept {
    stopped_.store(true);
    int expected = asleep;
    if (state_.compare_exchange_strong(expected, waiting)) futex_wake(state_);
}

std::error_code flag::wait(const context& ctx) {
    if (is_set()) return {};
    stopped_.store(false);
    std::stop_callback on_stop(ctx.stop(), [this] { wake_from_stop(); });
    for (;;) {
        int seen = waiting;
        if (!state_.compare_exchange_strong(seen, asleep) && seen == done) return {};
        if (stopped_.load()) break;
        const bool in_time = futex_wait(state_, asleep, ctx.deadline());
        if (is_set()) return {};
        if (!in_time) return errc::timed_out;
        if (stopped_.load()) break;
    }
    return is_set() ? std::error_code() : errc::cancelled;
}

} // namespace kafka::detail::client
