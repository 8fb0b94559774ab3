// The part of a link that asks for metadata.
#include "client/cluster_link.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <boost/asio/co_spawn.hpp>

namespace kafka::detail::client {

namespace {

constexpr int attempts_for_absent_topic = 4; // a topic that was just created may take a moment

protocol::metadata_request question_about(const std::set<std::string>& topics, bool create) {
    protocol::metadata_request q;
    q.topics.emplace();
    for (const auto& name : topics) q.topics->push_back({.name = name});
    q.allow_auto_topic_creation = create;
    return q;
}

} // namespace

awaitable<outcome<nothing>> cluster_link::refresh(std::vector<std::string> topics, trail& so_far) {
    const auto self = shared_from_this();
    wanted_.insert(topics.begin(), topics.end());
    const auto mine = ++requested_;
    if (!refreshing_) {
        refreshing_ = true;
        asio::co_spawn(
            *io_, [self] { return self->refresh_loop(); },
            [self](std::exception_ptr) {
                self->refreshing_ = false;
                self->refreshed_.notify_all();
            });
    }
    while (answered_ < mine && refreshing_ && !closed_) co_await refreshed_.wait();
    if (closed_) co_return closed_failure();
    if (!last_refresh_) so_far.note(last_refresh_.error().text());
    co_return last_refresh_;
}

awaitable<void> cluster_link::refresh_loop() {
    while (answered_ < requested_ && !closed_) {
        const auto mine = requested_;
        last_refresh_ = co_await ask_metadata(std::exchange(wanted_, {}));
        answered_ = mine;
        refreshed_.notify_all();
    }
}

awaitable<outcome<nothing>> cluster_link::ask_metadata(std::set<std::string> topics) {
    trail ignored; // the failure itself says it all
    auto s = co_await reach_any(true, ignored);
    if (!s) co_return std::move(s.error());
    const auto question = question_about(topics, options_.allow_auto_topic_creation);
    auto got = co_await (*s)->request(question);
    if (!got) co_return std::move(got.error());
    took_metadata(got->message);
    co_return nothing{};
}

void cluster_link::took_metadata(const protocol::metadata_response& answer) {
    metadata_.update(answer, clock::now());
    for (auto& [key, s] : slots_) { // a broker that moved: its old address may be somebody else's
        const auto* broker = metadata_.broker(key.first);
        if (broker != nullptr && s.session && s.dialed != broker->where)
            hang_up(key.first, key.second);
    }
    if (on_metadata_) on_metadata_();
}

awaitable<outcome<topic_pointer>> cluster_link::topic(std::string name, trail& so_far) {
    const auto self = shared_from_this();
    const std::vector<std::string> asked_about(1, name); // g++ 12 refuses a list in a co_await
    auto steps = new_backoff();
    for (int absent = 0;;) {
        if (metadata_.is_fresh(name, clock::now())) co_return metadata_.topic(name);
        auto asked = co_await refresh(asked_about, so_far);
        if (!asked && !asked.error().is(condition::retriable)) co_return std::move(asked.error());
        const auto known = metadata_.topic(name);
        if (asked && known && !known->error) co_return known;
        if (asked && known) {
            const auto why = cluster::fail(known->error, "topic " + name);
            so_far.note(why.text());
            if (!why.is(condition::retriable)) co_return why;
            const bool patient = options_.allow_auto_topic_creation;
            if (why.is(condition::not_found) && !patient && ++absent == attempts_for_absent_topic)
                co_return why;
        }
        co_await pause(steps);
    }
}

} // namespace kafka::detail::client
