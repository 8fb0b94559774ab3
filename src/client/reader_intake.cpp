#include "client/reader_intake.hpp"

namespace kafka::detail::client {

void reader_intake::wake_waiters(std::unique_lock<std::mutex>& lock) {
    if (waiters_.empty() || !(closed_ || intake_.has_something())) return;
    const auto woken = std::exchange(waiters_, {});
    lock.unlock();
    for (const auto& w : woken) w->wake();
}

void reader_intake::wake_driver(std::unique_lock<std::mutex>& lock) {
    if (!std::exchange(driver_sleeps_, false)) return;
    lock.unlock();
    on_room_();
}

void reader_intake::damaged(const consumer::fetched& what, std::int64_t offset,
                            cluster::failure why) {
    apply([&](consumer::intakes& in) { in.broken(what, offset, std::move(why)); });
    drive([](consumer::intakes&) {});
}

bool reader_intake::wait(const waiter_pointer& w) {
    std::lock_guard lock(mutex_);
    if (closed_ || intake_.has_something()) return false;
    waiters_.push_back(w);
    return true;
}

void reader_intake::stop_waiting(const waiter_pointer& w) {
    std::lock_guard lock(mutex_);
    std::erase(waiters_, w);
}

void reader_intake::close() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    wake_waiters(lock);
}

} // namespace kafka::detail::client
