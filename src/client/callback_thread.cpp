#include "client/callback_thread.hpp"

#include "client/process.hpp"

namespace kafka::detail::client {

callback_thread::~callback_thread() {
    {
        std::lock_guard lock(state_->mutex);
        state_->ending = true;
        state_->woken.notify_all();
    }
    if (!thread_.joinable()) return;
    if (thread_.get_id() == std::this_thread::get_id())
        thread_.detach();
    else
        thread_.join();
}

void callback_thread::post(std::function<void()> f) {
    std::lock_guard lock(state_->mutex);
    if (!thread_.joinable()) thread_ = std::thread([s = state_] { run(s); });
    state_->queue.push_back(std::move(f));
    state_->woken.notify_one();
}

void callback_thread::run(const std::shared_ptr<state>& s) {
    mark_library_thread();
    std::deque<std::function<void()>> taken;
    for (;;) {
        {
            std::unique_lock lock(s->mutex);
            s->woken.wait(lock, [&] { return s->ending || !s->queue.empty(); });
            if (s->queue.empty()) return;
            taken.swap(s->queue);
        }
        for (auto& f : taken) f();
        taken.clear();
    }
}

} // namespace kafka::detail::client
