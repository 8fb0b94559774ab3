// The generations of a group, one after another, between the group's loop and the application.
#pragma once

#include "client/flag.hpp"
#include "client/group_loop.hpp"

#include <kafka/consumer_group.hpp>

#include <functional>
#include <mutex>
#include <stop_token>

namespace kafka {

/// Thread-safe.
class generation::implementation {
public:
    using on_commit = std::function<void(const context&, detail::consumer::commit_marks)>;

    std::int32_t id = -1;
    std::string group_id = {};
    std::string member_id = {};
    std::map<std::string, std::vector<partition_assignment>> assignments = {};
    std::function<void()> on_return = {}; // some work has ended
    on_commit commit = {};
    std::stop_source over = {};

    void work_begins();
    void work_ends();
    bool is_at_work() const;

private:
    mutable std::mutex mutex_;
    int at_work_ = 0;
};

namespace detail::client {

/// One generation at a time is current. The loop's calls come on the I/O thread, `take` from any.
class generations final : public group_reader {
public:
    /// `on_change` is called on any thread when the loop should look again, `on_return` when a
    /// generation's work has ended by itself.
    struct callbacks {
        std::function<void()> on_change = {};
        std::function<void()> on_return = {};
        generation::implementation::on_commit commit = {};
    };
    generations(net::executor on, start_offset start) : start_(start), returned_(std::move(on)) {}

    void set(callbacks c) { callbacks_ = std::move(c); }

    // For the loop.
    void take_over(const std::vector<group_position>& gained) override;
    void settled(const consumer::group::membership& self) override;
    bool is_busy() const override;
    awaitable<void> end_generation(clock::time_point until) override;
    consumer::commit_marks give_up(const std::set<topic_partition>&) override { return {}; }
    consumer::commit_marks done(bool) override { return {}; }
    void trouble(const failure& why) override { troubles_.note(why.text()); }
    void all_is_well() override { troubles_.clear(); }
    void fail(const failure& why) override;
    bool has_untold_failure() override;
    /// Some work has ended: whoever waits for that looks again. On the I/O thread.
    void look_again() { returned_.notify_all(); }

    // For the application.
    using body = std::shared_ptr<generation::implementation>;
    /// The generation that nobody has taken yet, if there is one. Throws what went wrong.
    body take();
    /// Sets the flag once there is something to take. False: there is already.
    bool wait(const std::shared_ptr<flag>& waiter);
    void close();
    bool is_closed() const;
    const trail& troubles() const { return troubles_; }

private:
    void wake();

    start_offset start_;
    callbacks callbacks_;
    net::notifier returned_;
    mutable std::mutex mutex_;
    std::map<std::string, std::vector<partition_assignment>> gained_; // for the next generation
    body current_;
    bool taken_ = false;
    std::optional<failure> untold_;
    std::vector<std::shared_ptr<flag>> waiters_;
    bool closed_ = false;
    trail troubles_;
};

} // namespace detail::client
} // namespace kafka
