// The part of a group loop that commits and leaves.
#include "client/group_loop.hpp"

#include "client/translate.hpp"
#include "protocol/leave_group.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

namespace kafka::detail::client {

namespace {

// What is committed by itself, without an interval: the first at once, the others at this pace.
constexpr std::chrono::milliseconds pace_of_commits = std::chrono::milliseconds(100);

/// The same commit will be good at the coordinator that is there in a moment.
bool concerns_the_coordinator(std::error_code why) {
    return why == broker_errc::not_coordinator ||
           why == broker_errc::coordinator_load_in_progress ||
           why == broker_errc::coordinator_not_available;
}

bool concerns_the_member(std::error_code why) {
    return why == broker_errc::rebalance_in_progress || why == broker_errc::illegal_generation ||
           why == broker_errc::unknown_member_id || why == broker_errc::fenced_instance_id;
}

protocol::leave_group_request goodbye_of(const consumer::group::membership& self,
                                         std::int16_t version) {
    constexpr std::int16_t first_for_many = 3; // Source: KIP-345
    protocol::leave_group_request out{.group_id = self.group_id};
    if (version < first_for_many)
        out.member_id = self.member_id;
    else
        out.members.push_back({.member_id = self.member_id, .group_instance_id = std::nullopt});
    return out;
}

} // namespace

void group_loop::done_more() {
    if (!std::exchange(commit_later_, true) && options_.commit_interval.count() > 0)
        next_commit_ = clock::now() + options_.commit_interval;
    commit_wanted_.notify_all();
}

void group_loop::mark_done(bool at_end) {
    for (auto& [what, mark] : reader_->done(at_end)) commits_.mark(what, std::move(mark));
}

awaitable<void> group_loop::commit_loop() {
    const auto self = shared_from_this();
    auto steps = link_->new_backoff();
    while (!ended()) {
        const bool due = commit_now_ || (commit_later_ && clock::now() >= next_commit_);
        if (!due || !may_commit()) {
            co_await commit_wanted_.wait_until(commit_later_ && !due ? next_commit_
                                                                     : clock::time_point::max());
            continue;
        }
        commit_now_ = commit_later_ = false;
        next_commit_ = clock::now() + std::max(options_.commit_interval, pace_of_commits);
        mark_done(false);
        if (co_await send_commits(options_.request_timeout)) {
            steps.succeeded();
            continue;
        }
        commit_now_ = true;
        co_await link_->pause(steps);
    }
}

/// False when something is still open and should be tried again later.
awaitable<bool> group_loop::send_commits(std::chrono::milliseconds at_most) {
    const auto marks = commits_.take();
    if (marks.empty()) co_return true;
    const auto self = member_.now_member(); // a copy: it may change meanwhile
    const auto question = consumer::request_of(marks, self, options_.retention_ms);
    auto got = co_await ask(question, purpose::general, at_most);
    coordinator_unsteady_ = !got;
    if (got)
        take_commit_answer(got->message, self.generation);
    else
        awake_.notify_all(); // the coordinator is to be found again
    commits_.sent_in_vain(); // whatever has no answer
    commits_.ended();
    committed_.notify_all();
    co_return !commits_.has_open();
}

void group_loop::take_commit_answer(const protocol::offset_commit_response& answer,
                                    std::int32_t generation) {
    for (const auto& t : answer.topics)
        for (const auto& p : t.partitions) {
            const auto error = code_of(p.error_code);
            if (concerns_the_member(error)) {
                member_.commit_refused(error, generation);
                continue; // and the mark stays open until we know whether the partition is ours
            }
            if (error)
                reader_->trouble(
                    cluster::fail(error, "commit for topic \"" + std::string(t.name) + "\""));
            if (error == broker_errc::not_coordinator) member_.coordinator_lost();
            if (concerns_the_coordinator(error)) coordinator_unsteady_ = true;
            commits_.answered({std::string(t.name), p.partition_index}, error);
        }
    awake_.notify_all();
}

awaitable<outcome<nothing>> group_loop::commit(consumer::commit_marks marks, bool back, bool wait) {
    const auto self = shared_from_this();
    std::map<topic_partition, std::uint64_t> numbers;
    std::optional<topic_partition> foreign;
    for (auto& [what, mark] : marks) {
        if (const auto number = commits_.mark(what, std::move(mark), back))
            numbers.emplace(what, *number);
        else if (!foreign)
            foreign = what;
    }
    if (!wait) {
        done_more();
        co_return nothing{};
    }
    commit_now_ = true;
    commit_wanted_.notify_all();
    const auto name = [](const topic_partition& what) {
        return "commit for topic \"" + what.topic + "\" partition " +
               std::to_string(what.partition);
    };
    for (const auto& [what, number] : numbers) {
        auto fate = commits_.fate(what, number);
        while (!fate && !ended()) {
            co_await committed_.wait();
            fate = commits_.fate(what, number);
        }
        if (!fate) co_return failure{errc::closed, name(what), {}};
        if (*fate) co_return failure{*fate, name(what), {}};
    }
    if (foreign) co_return failure{errc::partition_lost, name(*foreign), {}};
    co_return nothing{};
}

/// What is marked, and whatever was under way, as far as the time allows: a coordinator that has
/// just moved, or comes back from a restart, is looked up again.
awaitable<void> group_loop::last_commit(clock::time_point until) {
    auto steps = link_->new_backoff();
    while (!link_->is_closed() && clock::now() < until) {
        if (commits_.is_under_way()) {
            co_await committed_.wait_until(until);
            continue;
        }
        const bool hopeless = member_.now_member().generation < 0 || member_.is_commit_refused();
        if (!commits_.has_open() || hopeless) co_return;
        if (co_await look_up_within(until)) {
            const auto left = until - clock::now();
            const bool sent =
                co_await send_commits(std::chrono::duration_cast<std::chrono::milliseconds>(left));
            if (sent || !coordinator_unsteady_) co_return;
        }
        co_await pause_within(steps, until);
    }
}

awaitable<void> group_loop::pause_within(cluster::backoff& steps, clock::time_point until) {
    const auto at = std::min(until, clock::now() + steps.next(link_->random()));
    while (!link_->is_closed() && clock::now() < at) co_await committed_.wait_until(at);
}

awaitable<void> group_loop::say_goodbye(clock::time_point until) {
    const auto self = member_.now_member();
    if (self.member_id.empty() || self.instance_id) co_return;
    if (!co_await look_up_within(until)) co_return;
    trail ignored;
    auto s = co_await link_->reach(route{member_.coordinator()}, purpose::general, ignored);
    if (!s) co_return;
    const auto version = (*s)->versions().choose<protocol::leave_group_request>();
    request_terms terms;
    terms.timeout = until - clock::now();
    const auto question = goodbye_of(self, version.value_or(0));
    static_cast<void>(co_await (*s)->request(question, std::move(terms)));
}

awaitable<void> group_loop::leave(std::chrono::milliseconds at_most) {
    const auto self = shared_from_this();
    const auto until = clock::now() + at_most;
    if (std::exchange(leaving_, true)) { // somebody has begun with it: that is waited for
        while (!link_->is_closed() && clock::now() < until) co_await committed_.wait_until(until);
        co_return;
    }
    for (auto* n : {&awake_, &commit_wanted_, &committed_}) n->notify_all();
    if (reader_->is_busy()) co_await reader_->end_generation(until);
    mark_done(true);
    co_await last_commit(until);
    co_await say_goodbye(until);
    tell(group_event::revoked, member_.owned());
    close();
}

void group_loop::close() {
    link_->close();
    for (auto* n : {&awake_, &commit_wanted_, &committed_}) n->notify_all();
}

} // namespace kafka::detail::client
