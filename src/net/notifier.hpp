// Wakes coroutines that wait until something has changed.
#pragma once

#include "net/io.hpp"

#include <algorithm>
#include <vector>

namespace kafka::detail::net {

/// Used on the I/O thread only. Waiters look at what they wait for again when they wake; a
/// notification that nobody waits for is forgotten.
class notifier {
public:
    explicit notifier(executor on) : executor_(std::move(on)) {}
    notifier(const notifier&) = delete;
    notifier& operator=(const notifier&) = delete;

    void notify_all() {
        for (auto* t : waiting_) t->cancel();
    }
    /// Until the next notification or the time, whichever is first.
    awaitable<void> wait_until(clock::time_point at) {
        timer t(executor_, at);
        const entry registered(waiting_, &t);
        co_await t.async_wait(as_tuple);
    }
    awaitable<void> wait() { return wait_until(clock::time_point::max()); }

private:
    /// However the wait ends, cancelled ones included.
    class entry {
    public:
        entry(std::vector<timer*>& list, timer* t) : list_(list), timer_(t) { list_.push_back(t); }
        ~entry() { std::erase(list_, timer_); }
        entry(const entry&) = delete;
        entry& operator=(const entry&) = delete;

    private:
        std::vector<timer*>& list_;
        timer* timer_;
    };

    executor executor_;
    std::vector<timer*> waiting_;
};

} // namespace kafka::detail::net
