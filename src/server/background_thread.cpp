#include "server/background_thread.hpp"

#include <boost/asio/post.hpp>

namespace kafka::detail::server {

background_thread::background_thread(executor network, std::function<void()> finished)
    : network_(std::move(network))
    , finished_(std::move(finished))
    , thread_([this] { serve(); }) {}

background_thread::~background_thread() {
    {
        const std::lock_guard lock(mutex_);
        leaving_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void background_thread::start(broker::background_task task) {
    busy_ = true;
    {
        const std::lock_guard lock(mutex_);
        task_ = std::move(task);
    }
    changed_.notify_one();
}

void background_thread::serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return task_ || leaving_; });
        if (!task_) return;
        auto task = std::move(*task_);
        task_.reset();
        lock.unlock();
        task.run();
        asio::post(network_, [this, done = std::move(task.done)] {
            busy_ = false;
            done();
            finished_();
        });
        lock.lock();
    }
}

} // namespace kafka::detail::server
