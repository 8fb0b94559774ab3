// Drives a member of a consumer group: joins, beats, shares out, commits, leaves.
#pragma once

#include "client/cluster_link.hpp"
#include "consumer/commits.hpp"
#include "consumer/group/member.hpp"
#include "consumer/group/share_out.hpp"

#include <functional>
#include <regex>

namespace kafka::detail::client {

/// Where a group stands in a partition that is ours now.
struct group_position {
    topic_partition what = {};
    std::int64_t committed = -1; // -1: nowhere yet
};

/// Whoever reads what the group has given us. Called on the I/O thread.
struct group_reader {
    virtual ~group_reader() = default;
    virtual void take_over(const std::vector<group_position>& gained) = 0;
    /// All that this generation has given us was taken over.
    virtual void settled(const consumer::group::membership&) {}
    /// Whether the end of a generation has to be waited for, and the wait.
    virtual bool is_busy() const { return false; }
    virtual awaitable<void> end_generation(clock::time_point) { co_return; }
    /// Nothing of these is handed out from now on. What may still be committed.
    virtual consumer::commit_marks give_up(const std::set<topic_partition>& partitions) = 0;
    /// All that may be committed by itself; `at_end`: what is being worked on as well.
    virtual consumer::commit_marks done(bool at_end) = 0;
    /// Noted for people who wait.
    virtual void trouble(const failure& why) = 0;
    virtual void all_is_well() = 0;
    virtual void fail(const failure& why) = 0;
    virtual bool has_untold_failure() = 0;
};

/// Notifications, on the callback thread.
enum class group_event { assigned, revoked, lost };
using group_listening =
    std::function<void(group_event, const std::vector<topic_partition>& partitions)>;

struct group_loop_options {
    consumer::group::member_options member = {};
    std::vector<std::string> topics = {};
    std::optional<std::regex> pattern = {}; // besides the topics
    std::chrono::milliseconds watch_interval = std::chrono::seconds(5);
    std::chrono::milliseconds commit_interval = std::chrono::milliseconds(0);
    std::int64_t retention_ms = -1;
    std::chrono::milliseconds request_timeout = std::chrono::seconds(30);
    group_listening listener = {};
};

/// Used on the I/O thread only. Its coroutines own it until it has left, or the link is closed.
class group_loop : public std::enable_shared_from_this<group_loop> {
public:
    group_loop(std::shared_ptr<cluster_link> link, std::shared_ptr<group_reader> reader,
               group_loop_options options);

    void start();
    /// Somebody has taken a failure, or something has changed that the loop may wait for.
    void look_again() { awake_.notify_all(); }
    /// More may be committed than before.
    void done_more();
    /// Marks, and waits until the coordinator has all of it, when `wait`.
    awaitable<outcome<nothing>> commit(consumer::commit_marks marks, bool back, bool wait);
    /// Out and in again: what was shared out is asked for anew.
    void rejoin();
    /// The last commit and LeaveGroup; then the link is closed. Takes no longer than this.
    awaitable<void> leave(std::chrono::milliseconds at_most);
    void close();
    io_loop& io() { return link_->io(); }
    const consumer::group::membership& membership() const { return member_.now_member(); }

private:
    using task = consumer::group::task;

    awaitable<void> run();
    awaitable<bool> step(task what);
    awaitable<bool> find_coordinator();
    awaitable<outcome<nothing>> look_up_coordinator(std::chrono::milliseconds at_most);
    awaitable<bool> look_up_within(clock::time_point until);
    awaitable<bool> give_up();
    awaitable<bool> join();
    awaitable<bool> sync();
    awaitable<outcome<std::vector<consumer::group::written_assignment>>> share_out();
    awaitable<bool> take_over();
    awaitable<bool> heart_beat();
    awaitable<bool> judge(consumer::group::judgement what);
    awaitable<bool> judge_hopeless(const failure& why);
    awaitable<bool> judge_silence(const failure& why);
    void tell_settled();
    awaitable<void> beat_meanwhile();
    awaitable<void> end_generation();
    awaitable<void> until_told();
    void tell(group_event what, const std::set<topic_partition>& partitions);

    awaitable<void> watch();
    awaitable<bool> learn_subscription();
    awaitable<void> look_at_topics();

    awaitable<void> commit_loop();
    awaitable<bool> send_commits(std::chrono::milliseconds at_most);
    void take_commit_answer(const protocol::offset_commit_response& answer,
                            std::int32_t generation);
    void mark_done(bool at_end);
    bool may_commit() const { return member_.is_stable() && member_.coordinator() >= 0; }
    awaitable<void> last_commit(clock::time_point until);
    awaitable<void> pause_within(cluster::backoff& steps, clock::time_point until);
    awaitable<void> say_goodbye(clock::time_point until);

    template <protocol::request Api>
    awaitable<outcome<answer<Api>>> ask(const Api& question, purpose p,
                                        std::chrono::milliseconds timeout);
    void spawn(awaitable<void> (group_loop::*what)());
    bool ended() const { return leaving_ || link_->is_closed(); }

    std::shared_ptr<cluster_link> link_;
    std::shared_ptr<group_reader> reader_;
    group_loop_options options_;
    consumer::group::member member_;
    consumer::commits commits_;
    consumer::group::topic_sizes shared_out_; // what the leader knew when it did
    net::notifier awake_;                     // the member's loop
    net::notifier commit_wanted_;             // the commits' loop
    net::notifier committed_;                 // those who wait for commits
    bool commit_now_ = false;
    bool commit_later_ = false;
    clock::time_point next_commit_ = {};
    std::int32_t settled_in_ = -1;      // the last generation that the reader was told of
    bool coordinator_unsteady_ = false; // what the last commit has shown
    bool waiting_for_reader_ = false;
    bool leaving_ = false;
};

template <protocol::request Api>
awaitable<outcome<answer<Api>>> group_loop::ask(const Api& question, purpose p,
                                                std::chrono::milliseconds timeout) {
    trail ignored;
    auto s = co_await link_->reach(route{member_.coordinator()}, p, ignored);
    if (!s) {
        member_.coordinator_lost();
        reader_->trouble(s.error());
        co_return std::move(s.error());
    }
    request_terms terms;
    terms.timeout = timeout;
    auto got = co_await (*s)->request(question, std::move(terms));
    if (!got) {
        member_.coordinator_lost();
        reader_->trouble(got.error());
    }
    co_return got;
}

} // namespace kafka::detail::client
