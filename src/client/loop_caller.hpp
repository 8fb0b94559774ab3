// Calls a reader's loops on their thread, from any thread.
#pragma once

#include "client/fetch_loop.hpp"
#include "client/group_loop.hpp"

#include <mutex>

namespace kafka::detail::client {

/// Calls nobody once they are gone. Thread-safe.
class loop_caller {
public:
    explicit loop_caller(const std::shared_ptr<io_loop>& io) : io_(io) {}

    void aim_at(const std::shared_ptr<fetch_loop>& fetching,
                const std::shared_ptr<group_loop>& group) {
        std::lock_guard lock(mutex_);
        fetching_ = fetching;
        group_ = group;
    }
    /// The application has taken something, or has made room.
    void look_again() const {
        post([](fetch_loop* fetching, group_loop* group) {
            if (fetching) fetching->look_again();
            if (group) group->look_again();
        });
    }
    /// The application has done more of what may be committed.
    void done_more() const {
        post([](fetch_loop*, group_loop* group) {
            if (group) group->done_more();
        });
    }

private:
    template <class F>
    void post(F f) const {
        std::unique_lock lock(mutex_);
        const auto fetching = fetching_;
        const auto group = group_;
        lock.unlock();
        if (const auto io = io_.lock())
            io->post_from_anywhere(
                [f, fetching, group] { f(fetching.lock().get(), group.lock().get()); });
    }

    std::weak_ptr<io_loop> io_;
    mutable std::mutex mutex_;
    std::weak_ptr<fetch_loop> fetching_;
    std::weak_ptr<group_loop> group_;
};

} // namespace kafka::detail::client
