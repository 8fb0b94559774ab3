#include "client/generations.hpp"

#include "client/failures.hpp"

#include <algorithm>

namespace kafka {

void generation::implementation::work_begins() {
    std::lock_guard lock(mutex_);
    ++at_work_;
}

void generation::implementation::work_ends() {
    {
        std::lock_guard lock(mutex_);
        --at_work_;
    }
    if (on_return) on_return();
}

bool generation::implementation::is_at_work() const {
    std::lock_guard lock(mutex_);
    return at_work_ > 0;
}

namespace detail::client {

void generations::take_over(const std::vector<group_position>& gained) {
    std::lock_guard lock(mutex_);
    for (const auto& p : gained)
        gained_[p.what.topic].push_back(
            {p.what.partition, p.committed >= 0 ? start_offset(p.committed) : start_});
}

void generations::settled(const consumer::group::membership& self) {
    auto next = std::make_shared<generation::implementation>();
    next->id = self.generation;
    next->group_id = self.group_id;
    next->member_id = self.member_id;
    next->commit = callbacks_.commit;
    next->on_return = callbacks_.on_return;
    std::lock_guard lock(mutex_);
    next->assignments = std::exchange(gained_, {});
    for (auto& [topic, all] : next->assignments)
        std::ranges::sort(all, {}, &partition_assignment::id);
    current_ = std::move(next);
    taken_ = false;
    wake();
}

bool generations::is_busy() const {
    std::lock_guard lock(mutex_);
    return current_ != nullptr;
}

awaitable<void> generations::end_generation(clock::time_point until) {
    body ending;
    {
        std::lock_guard lock(mutex_);
        ending = std::exchange(current_, nullptr);
        gained_.clear();
    }
    if (!ending) co_return;
    ending->over.request_stop();
    while (ending->is_at_work() && clock::now() < until) co_await returned_.wait_until(until);
}

void generations::fail(const failure& why) {
    std::lock_guard lock(mutex_);
    untold_ = why;
    wake();
}

bool generations::has_untold_failure() {
    std::lock_guard lock(mutex_);
    return untold_.has_value() && !closed_;
}

generations::body generations::take() {
    std::unique_lock lock(mutex_);
    if (untold_) {
        const auto why = std::move(*untold_);
        untold_.reset();
        lock.unlock();
        callbacks_.on_change();
        raise(why);
    }
    if (!current_ || taken_) return nullptr;
    taken_ = true;
    return current_;
}

bool generations::wait(const std::shared_ptr<flag>& waiter) {
    std::lock_guard lock(mutex_);
    if (closed_ || untold_ || (current_ && !taken_)) return false;
    waiters_.push_back(waiter);
    return true;
}

void generations::wake() {
    for (const auto& w : waiters_) w->set();
    waiters_.clear();
}

void generations::close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    wake();
}

bool generations::is_closed() const {
    std::lock_guard lock(mutex_);
    return closed_;
}

} // namespace detail::client
} // namespace kafka
