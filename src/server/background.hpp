// A thread that does one task at a time for the broker: the syncer and the worker.
#pragma once

#include "broker/broker.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace kafka::detail::server {

class background {
public:
    /// `finished` is called on this thread with the task's `done`, which must be run on the
    /// broker's thread.
    explicit background(std::function<void(std::function<void()> done)> finished);
    /// Finishes the task that is under way.
    ~background();

    bool busy() const;
    /// Only when not busy.
    void start(broker::background_task task);
    /// Waits until the task that is under way has run, at most until the deadline.
    bool drain(std::chrono::steady_clock::time_point deadline);

private:
    void run();

    std::function<void(std::function<void()>)> finished_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<broker::background_task> task_;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace kafka::detail::server
