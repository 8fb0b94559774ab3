// Between the I/O thread, which fetches, and the application, which takes: the intakes, the
// lock around them, and whoever waits on either side.
#pragma once

#include "cluster/trail.hpp"
#include "consumer/batch.hpp"
#include "consumer/intakes.hpp"

#include <atomic>
#include <functional>
#include <mutex>

namespace kafka::detail::client {

/// Somebody who waits until there is something to take. Called once, with no lock held.
struct reader_waiter {
    virtual ~reader_waiter() = default;
    virtual void wake() = 0;
};
using waiter_pointer = std::shared_ptr<reader_waiter>;

/// Thread-safe.
class reader_intake : public consumer::damage_listener {
public:
    /// `on_room` is called on an application's thread when the driver said that it sleeps, and
    /// something has changed since.
    reader_intake(consumer::intake_options options, std::function<void()> on_room)
        : intake_(std::move(options))
        , on_room_(std::move(on_room)) {}

    /// For the driver: calls `f(intake)` under the lock, and wakes callers if there is something to
    /// take then.
    template <class F>
    auto drive(F f) {
        std::unique_lock lock(mutex_);
        if constexpr (std::is_void_v<decltype(f(intake_))>) {
            f(intake_);
            wake_waiters(lock);
        } else {
            auto out = f(intake_);
            wake_waiters(lock);
            return out;
        }
    }
    /// As `drive`; when what `f` returns is false there is nothing to do until the application
    /// changes something, and then `on_room` is called.
    template <class F>
    auto drive_or_sleep(F f) {
        std::lock_guard lock(mutex_);
        auto out = f(intake_);
        if (!out) driver_sleeps_ = true;
        return out;
    }

    /// For the application: calls `f(intake)` under the lock, and wakes the driver if it sleeps.
    template <class F>
    auto apply(F f) {
        std::unique_lock lock(mutex_);
        if constexpr (std::is_void_v<decltype(f(intake_))>) {
            f(intake_);
            wake_driver(lock);
        } else {
            auto out = f(intake_);
            wake_driver(lock);
            return out;
        }
    }
    /// Calls `f(intake)` under the lock and wakes nobody.
    template <class F>
    auto look(F f) const {
        std::lock_guard lock(mutex_);
        return f(intake_);
    }
    void damaged(const consumer::fetched& what, std::int64_t offset, cluster::failure why) override;

    /// Registers for one wake-up, unless there is something already: then false.
    bool wait(const waiter_pointer& w);
    void stop_waiting(const waiter_pointer& w);
    void close();
    bool is_closed() const { return closed_.load(std::memory_order_relaxed); }

    /// What went wrong since the last success: the causes of a call that runs into its deadline.
    cluster::trail& troubles() { return troubles_; }

private:
    void wake_waiters(std::unique_lock<std::mutex>& lock);
    void wake_driver(std::unique_lock<std::mutex>& lock);

    mutable std::mutex mutex_;
    consumer::intakes intake_;
    std::vector<waiter_pointer> waiters_;
    std::function<void()> on_room_;
    bool driver_sleeps_ = false;
    std::atomic<bool> closed_{false}; // set under the lock; looked at for each message
    cluster::trail troubles_;
};

} // namespace kafka::detail::client
