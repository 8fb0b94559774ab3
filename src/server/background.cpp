#include "server/background.hpp"

#include <csignal>

#include <pthread.h>

namespace kafka::detail::server {

namespace {

void block_all_signals() { // they belong to the program, not to a library's threads
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

} // namespace

background::background(std::function<void(std::function<void()>)> finished)
    : finished_(std::move(finished))
    , thread_([this] {
        block_all_signals();
        run();
    }) {}

background::~background() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

bool background::busy() const {
    const std::lock_guard lock(mutex_);
    return task_.has_value();
}

void background::start(broker::background_task task) {
    {
        const std::lock_guard lock(mutex_);
        task_ = std::move(task);
    }
    changed_.notify_all();
}

bool background::drain(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    return changed_.wait_until(lock, deadline, [this] { return !task_; });
}

void background::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return task_ || stopping_; });
        if (!task_) return;
        auto& task = *task_; // nobody replaces it while it is there
        lock.unlock();
        task.run();
        auto done = std::move(task.done);
        lock.lock();
        task_.reset();
        changed_.notify_all();
        lock.unlock();
        finished_(std::move(done));
        lock.lock();
    }
}

} // namespace kafka::detail::server
