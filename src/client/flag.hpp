// A one-shot flag that one thread sets and another waits for, with a deadline and a stop token.
#pragma once

#include <kafka/context.hpp>

#include <atomic>
#include <system_error>

namespace kafka::detail::client {

/// A futex: setting it costs a system call only when somebody sleeps. It may be destroyed as soon
/// as wait() has returned, if whoever sets it holds it by shared pointer.
class flag {
public:
    void set() noexcept;
    bool is_set() const noexcept { return state_.load(std::memory_order_acquire) == done; }
    /// Back to not set; nobody may wait meanwhile.
    void reset() noexcept { state_.store(waiting, std::memory_order_relaxed); }

    /// Empty once it is set; timed_out or cancelled when the context ended first.
    std::error_code wait(const context& ctx);

private:
    static constexpr int waiting = 0;
    static constexpr int done = 1;
    static constexpr int asleep = -1;

    void wake_from_stop() noexcept;

    std::atomic<int> state_{waiting};
    std::atomic<bool> stopped_{false};
};

} // namespace kafka::detail::client
