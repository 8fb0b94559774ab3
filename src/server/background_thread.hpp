// One thread for tasks that must not hold up the network; one task at a time.
#pragma once

#include "broker/broker.hpp"
#include "server/io.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace kafka::detail::server {

class background_thread {
public:
    /// `finished` is called on the network thread after each task's own `done`.
    background_thread(executor network, std::function<void()> finished);
    ~background_thread();
    background_thread(const background_thread&) = delete;
    background_thread& operator=(const background_thread&) = delete;

    /// Only when not busy. Called, like `busy`, on the network thread.
    void start(broker::background_task task);
    bool busy() const { return busy_; }

private:
    void serve();

    executor network_;
    std::function<void()> finished_;
    bool busy_ = false;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<broker::background_task> task_; // guarded by mutex_, as is leaving_
    bool leaving_ = false;
    std::thread thread_;
};

} // namespace kafka::detail::server
