// The one thread on which the library runs user code that has no executor of its own: completions,
// listeners, loggers.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace kafka::detail::client {

/// Starts its thread with the first callback. Thread-safe.
class callback_thread {
public:
    callback_thread() : state_(std::make_shared<state>()) {}
    /// Runs what is queued, then ends the thread; on that thread itself it only asks it to end.
    ~callback_thread();
    callback_thread(const callback_thread&) = delete;
    callback_thread& operator=(const callback_thread&) = delete;

    /// Runs `f` after everything posted before it. It must not throw.
    void post(std::function<void()> f);

private:
    struct state { // outlives this object when that is destroyed on the thread itself
        std::mutex mutex;
        std::condition_variable woken;
        std::deque<std::function<void()>> queue;
        bool ending = false;
    };
    static void run(const std::shared_ptr<state>& s);

    std::shared_ptr<state> state_;
    std::thread thread_; // guarded by state_->mutex
};

} // namespace kafka::detail::client
