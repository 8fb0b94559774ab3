// The part of a group loop that looks at topics and offsets.
#include "client/group_loop.hpp"

#include "client/calls.hpp"
#include "client/translate.hpp"
#include "protocol/offset_fetch.hpp"

#include <kafka/broker_errc.hpp>

namespace kafka::detail::client {

namespace {

constexpr std::int16_t first_that_can_be_stable = 7; // Source: KIP-447
constexpr std::int16_t first_for_many_groups = 8;    // Source: KIP-709

template <class Topic>
std::vector<Topic> by_topic(const std::set<topic_partition>& partitions) {
    std::vector<Topic> out;
    for (const auto& p : partitions) { // ordered by topic
        if (out.empty() || out.back().name != p.topic) out.push_back({.name = p.topic});
        out.back().partition_indexes.push_back(p.partition);
    }
    return out;
}

protocol::offset_fetch_request question_about(const std::set<topic_partition>& partitions,
                                              const std::string& group, std::int16_t version) {
    protocol::offset_fetch_request out;
    out.require_stable = version >= first_that_can_be_stable;
    if (version >= first_for_many_groups) {
        auto& one = out.groups.emplace_back();
        one.group_id = group;
        one.topics = by_topic<protocol::offset_fetch_request_group_topic>(partitions);
    } else {
        out.group_id = group;
        out.topics = by_topic<protocol::offset_fetch_request_topic>(partitions);
    }
    return out;
}

struct offset_answer {
    std::error_code error = {}; // of the whole, or of the first partition that has one
    std::vector<group_position> positions = {};
};

template <class Topics>
void take_positions(const Topics& topics, const std::set<topic_partition>& asked,
                    offset_answer& into) {
    for (const auto& t : topics)
        for (const auto& p : t.partitions) {
            topic_partition what{std::string(t.name), p.partition_index};
            if (!asked.contains(what)) continue;
            if (p.error_code != 0) {
                if (!into.error) into.error = code_of(p.error_code);
                continue;
            }
            into.positions.push_back({std::move(what), p.committed_offset});
        }
}

offset_answer read_answer(const protocol::offset_fetch_response& from,
                          const std::set<topic_partition>& asked, const std::string& group) {
    offset_answer out{.error = code_of(from.error_code)};
    take_positions(from.topics, asked, out);
    for (const auto& g : from.groups) {
        if (g.group_id != group) continue;
        if (g.error_code != 0) out.error = code_of(g.error_code);
        take_positions(g.topics, asked, out);
    }
    return out;
}

} // namespace

/// One attempt; what has no answer is asked for again.
awaitable<bool> group_loop::take_over() {
    const auto asked = member_.gained();
    const auto again = clock::now() + link_->options().backoff_min;
    trail ignored;
    auto s = co_await link_->reach(route{member_.coordinator()}, purpose::general, ignored);
    const auto version =
        s ? (*s)->versions().choose<protocol::offset_fetch_request>().value_or(1) : 1;
    const auto question =
        question_about(asked, member_.options().group_id, static_cast<std::int16_t>(version));
    auto got = co_await ask(question, purpose::general, options_.request_timeout);
    member_.take_over_failed(again); // unless nothing is left of it below
    if (ended()) co_return false;
    if (!got) co_return co_await judge_silence(got.error());
    const auto read = read_answer(got->message, asked, member_.options().group_id);
    if (read.error) {
        const auto why = cluster::fail(read.error, "the offsets of group \"" +
                                                       member_.options().group_id + "\"");
        reader_->trouble(why);
        if (read.error == broker_errc::not_coordinator) member_.coordinator_lost();
        const bool hopeless = !why.is(condition::retriable) && read.positions.empty();
        if (hopeless) co_return co_await judge_hopeless(why);
    }
    std::set<topic_partition> done;
    for (const auto& p : read.positions) {
        commits_.own(p.what, p.committed);
        done.insert(p.what);
    }
    reader_->take_over(read.positions);
    member_.took_over(done);
    tell(group_event::assigned, done);
    co_return true;
}

/// Every topic that the options name, or whose name fits their pattern.
awaitable<bool> group_loop::learn_subscription() {
    auto topics = options_.topics;
    if (options_.pattern) {
        trail so_far;
        const call c{link_, so_far}; // g++ 12 destroys what a co_await is given in braces twice
        auto all = co_await describe_cluster(c, {});
        if (!all) {
            reader_->trouble(all.error());
            co_return false;
        }
        for (const auto& t : all->topics)
            if (!t.internal && std::regex_match(t.name, *options_.pattern))
                topics.push_back(t.name);
    }
    member_.subscribe(std::move(topics));
    awake_.notify_all();
    co_return true;
}

/// The leader looks at all topics of the group: whoever joined last may not know them.
awaitable<void> group_loop::look_at_topics() {
    if (!member_.is_leader() || !member_.is_stable()) co_return;
    const auto topics = consumer::group::wanted_topics(member_.members());
    if (topics.empty()) co_return;
    trail ignored;
    const auto known = co_await link_->refresh(topics, ignored);
    if (!known || !member_.is_leader() || !member_.is_stable()) co_return;
    auto sizes = consumer::group::sizes_of(topics, link_->metadata());
    if (sizes == shared_out_) co_return;
    shared_out_ = std::move(sizes);
    rejoin();
}

/// Notices topics and partitions that come and go.
awaitable<void> group_loop::watch() {
    const auto self = shared_from_this();
    auto steps = link_->new_backoff();
    while (!ended() && !co_await learn_subscription()) co_await link_->pause(steps);
    while (!ended()) {
        const auto at = clock::now() + options_.watch_interval;
        while (!ended() && clock::now() < at) co_await awake_.wait_until(at);
        if (ended()) break;
        if (options_.pattern) static_cast<void>(co_await learn_subscription());
        co_await look_at_topics();
    }
}

} // namespace kafka::detail::client
