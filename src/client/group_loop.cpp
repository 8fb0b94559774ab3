#include "client/group_loop.hpp"

#include "client/translate.hpp"

#include <kafka/error.hpp>

#include <boost/asio/co_spawn.hpp>

namespace kafka::detail::client {

using consumer::group::judgement;

namespace {

// The coordinator waits this long for the others at most; the rest is for the way.
constexpr std::chrono::milliseconds longer_than_the_rebalance = std::chrono::seconds(5);

} // namespace

group_loop::group_loop(std::shared_ptr<cluster_link> link, std::shared_ptr<group_reader> reader,
                       group_loop_options options)
    : link_(std::move(link))
    , reader_(std::move(reader))
    , options_(std::move(options))
    , member_(options_.member)
    , awake_(link_->io().get_executor())
    , commit_wanted_(link_->io().get_executor())
    , committed_(link_->io().get_executor()) {}

void group_loop::spawn(awaitable<void> (group_loop::*what)()) {
    asio::co_spawn(
        link_->io(), [self = shared_from_this(), what] { return (self.get()->*what)(); },
        [self = shared_from_this(), what](std::exception_ptr thrown) {
            if (thrown && !self->ended()) self->spawn(what); // memory was short
        });
}

void group_loop::start() {
    spawn(&group_loop::run);
    spawn(&group_loop::watch);
    spawn(&group_loop::commit_loop);
}

void group_loop::rejoin() {
    member_.topics_changed();
    awake_.notify_all();
}

awaitable<void> group_loop::run() {
    const auto self = shared_from_this();
    auto steps = link_->new_backoff();
    while (!ended()) {
        auto verdict = member_.after_commits();
        bool good = co_await judge(std::move(verdict));
        const auto now = clock::now();
        if (good) {
            const auto what = member_.next(now);
            if (what == task::rest)
                co_await awake_.wait_until(member_.wake_at());
            else
                good = co_await step(what);
        }
        commit_wanted_.notify_all();
        tell_settled();
        if (good)
            steps.succeeded();
        else if (!ended())
            co_await awake_.wait_until(clock::now() + steps.next(link_->random()));
    }
}

awaitable<bool> group_loop::step(task what) {
    switch (what) {
    case task::find_coordinator:
        co_return co_await find_coordinator();
    case task::give_up:
        co_return co_await give_up();
    case task::join:
        co_return co_await join();
    case task::sync:
        co_return co_await sync();
    case task::take_over:
        co_return co_await take_over();
    case task::heartbeat:
        co_return co_await heart_beat();
    case task::rest:
        break;
    }
    co_return true;
}

/// False when the next step should come later.
awaitable<bool> group_loop::judge(judgement what) {
    while (what.tell && !ended()) {
        reader_->fail(*what.tell);
        co_await until_told();
        what.tell.reset();
        if (member_.is_fenced()) what.tell = member_.fenced(); // again and again
    }
    co_return !what.slow;
}

// By reference and with a name: g++ 12 destroys what a co_await is given in braces twice.
awaitable<bool> group_loop::judge_hopeless(const failure& why) {
    judgement out{true, why};
    co_return co_await judge(std::move(out));
}

/// A failure waits to be told: nobody needs to try again before somebody cares.
awaitable<void> group_loop::until_told() {
    while (!ended() && reader_->has_untold_failure()) co_await awake_.wait();
}

void group_loop::tell(group_event what, const std::set<topic_partition>& partitions) {
    if (!options_.listener || partitions.empty()) return;
    link_->callbacks().post([f = options_.listener, what,
                             all = std::vector<topic_partition>(
                                 partitions.begin(), partitions.end())] { f(what, all); });
}

/// Once for each generation, when its partitions are all in the reader's hands.
void group_loop::tell_settled() {
    const auto& self = member_.now_member();
    if (!member_.is_settled() || self.generation == settled_in_) return;
    settled_in_ = self.generation;
    reader_->settled(self);
}

/// While the application is in no hurry the coordinator should not think that we are dead.
awaitable<void> group_loop::beat_meanwhile() {
    const auto self = shared_from_this();
    while (!ended() && waiting_for_reader_) {
        const auto at = clock::now() + options_.member.heartbeat_interval;
        while (!ended() && waiting_for_reader_ && clock::now() < at) co_await awake_.wait_until(at);
        if (ended() || !waiting_for_reader_ || member_.coordinator() < 0) co_return;
        const auto question = member_.heartbeat_request();
        static_cast<void>(
            co_await ask(question, purpose::general, options_.request_timeout)); // says nothing new
    }
}

/// The generation that was is over for whoever reads.
awaitable<void> group_loop::end_generation() {
    if (!reader_->is_busy()) co_return;
    waiting_for_reader_ = true;
    spawn(&group_loop::beat_meanwhile);
    co_await reader_->end_generation(clock::now() + options_.member.rebalance_timeout);
    waiting_for_reader_ = false;
    awake_.notify_all();
}

awaitable<bool> group_loop::give_up() {
    co_await end_generation();
    const auto what = member_.to_give_up();
    auto marks = reader_->give_up(what.partitions);
    if (!what.lost) {
        for (auto& [partition, mark] : marks) commits_.mark(partition, std::move(mark));
        co_await last_commit(clock::now() + options_.request_timeout / 2);
    }
    for (const auto& p : what.partitions) commits_.disown(p);
    committed_.notify_all();
    member_.gave_up();
    tell(what.lost ? group_event::lost : group_event::revoked, what.partitions);
    co_return true;
}

awaitable<bool> group_loop::join() {
    co_await end_generation();
    consumer::group::kept_subscriptions keeps;
    const auto question = member_.join_request(keeps);
    const auto patience = std::max(options_.request_timeout,
                                   member_.options().rebalance_timeout + longer_than_the_rebalance);
    auto got = co_await ask(question, purpose::group, patience);
    if (ended()) co_return false;
    if (!got) co_return co_await judge_silence(got.error());
    auto verdict = member_.joined(got->message);
    co_return co_await judge(std::move(verdict));
}

awaitable<bool> group_loop::sync() {
    std::vector<consumer::group::written_assignment> shares;
    if (member_.must_share_out()) {
        auto made = co_await share_out();
        if (!made && made.error().is(condition::retriable)) co_return false;
        if (!made) {
            co_await say_goodbye(clock::now() + options_.request_timeout);
            member_.start_over();
            co_return co_await judge_hopeless(made.error());
        }
        shares = std::move(*made);
    }
    const auto question = member_.sync_request(shares);
    const auto patience = std::max(options_.request_timeout,
                                   member_.options().rebalance_timeout + longer_than_the_rebalance);
    auto got = co_await ask(question, purpose::group, patience);
    if (ended()) co_return false;
    if (!got) co_return co_await judge_silence(got.error());
    auto verdict = member_.synced(got->message, clock::now());
    const bool out = co_await judge(std::move(verdict));
    if (out) reader_->all_is_well();
    co_return out;
}

awaitable<outcome<std::vector<consumer::group::written_assignment>>> group_loop::share_out() {
    const auto& group = member_.options().group_id;
    const auto* by = member_.balancer();
    if (by == nullptr)
        co_return failure{errc::bad_response,
                          "group \"" + group + "\": the coordinator chose a balancer that we lack",
                          {}};
    const auto topics = consumer::group::wanted_topics(member_.members());
    trail ignored;
    if (!topics.empty()) {
        auto known = co_await link_->refresh(topics, ignored);
        if (!known) {
            reader_->trouble(known.error());
            co_return std::move(known.error());
        }
    }
    shared_out_ = consumer::group::sizes_of(topics, link_->metadata());
    try {
        co_return consumer::group::share_out(
            *by, member_.members(), consumer::group::partitions_of(topics, link_->metadata()));
    } catch (const std::exception& thrown) {
        co_return failure{errc::invalid_argument,
                          "group \"" + group + "\": the balancer \"" + by->protocol_name() +
                              "\" has failed: " + thrown.what(),
                          {}};
    }
}

awaitable<bool> group_loop::heart_beat() {
    const auto question = member_.heartbeat_request();
    auto got = co_await ask(question, purpose::general, options_.request_timeout);
    if (ended()) co_return false;
    if (!got) co_return co_await judge_silence(got.error());
    auto verdict = member_.heart_beat(got->message, clock::now());
    co_return co_await judge(std::move(verdict));
}

} // namespace kafka::detail::client
