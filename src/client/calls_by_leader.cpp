// Calls about partitions, which only the leader of each can answer: split by leader, sent, merged.
#include "client/calls.hpp"

#include "client/translate.hpp"
#include "protocol/delete_records.hpp"
#include "protocol/list_offsets.hpp"

#include <kafka/broker_errc.hpp>

namespace kafka::detail::client {

namespace {

/// The items of one call that are still to be answered, and the results so far.
struct work {
    std::vector<offset_result> results;
    std::vector<bool> done;

    void finish(std::size_t i, std::error_code error) {
        results[i].error = error;
        done[i] = true;
    }
};

using groups = std::map<std::int32_t, std::vector<std::size_t>>; // leader to items

work new_work(std::size_t n) { return {std::vector<offset_result>(n), std::vector<bool>(n)}; }

/// Who leads the items that are left. Items that no leader can answer are finished; those of a
/// partition without a leader stay for the next round.
awaitable<groups> group_by_leader(call c, work& w) {
    groups out;
    for (std::size_t i = 0; i < w.results.size(); ++i) {
        if (w.done[i]) continue;
        const auto& of = w.results[i].partition;
        auto topic = co_await c.link->topic(of.topic, c.so_far);
        if (!topic) {
            w.finish(i, topic.error().code);
            continue;
        }
        const auto* p = (*topic)->find(of.partition);
        if (p == nullptr)
            w.finish(i, broker_errc::unknown_topic_or_partition);
        else if (p->leader >= 0)
            out[p->leader].push_back(i);
        else
            c.link->doubt(of.topic);
    }
    co_return out;
}

/// A whole request failed.
void fail_group(call c, work& w, const std::vector<std::size_t>& items, const failure& why) {
    for (const auto i : items) {
        if (why.is(condition::retriable))
            c.link->doubt(w.results[i].partition.topic);
        else
            w.finish(i, why.code);
    }
}

/// One partition's answer; false when it is to be asked again.
bool take_error(call c, work& w, std::size_t i, std::int16_t error) {
    const auto code = code_of(error);
    if (code != condition::retriable || !code) {
        w.finish(i, code);
        return true;
    }
    c.so_far.note(w.results[i].partition.topic + ": " + code.message());
    c.link->doubt(w.results[i].partition.topic);
    return false;
}

std::size_t find_item(const work& w, const std::vector<std::size_t>& items, std::string_view topic,
                      std::int32_t partition) {
    for (const auto i : items)
        if (!w.done[i] && w.results[i].partition.partition == partition &&
            w.results[i].partition.topic == topic)
            return i;
    return w.results.size();
}

std::int64_t wire_time(start_offset at) { return at.value(); }

/// Adds an item to the topics of a request; items of a topic stay together.
template <class Topics, class Item>
void add(Topics& topics, const topic_partition& where, Item item) {
    if (topics.empty() || topics.back().name != where.topic)
        topics.push_back({.name = where.topic, .partitions = {}});
    topics.back().partitions.push_back(std::move(item));
}

awaitable<void> ask_offsets(call c, work& w, std::int32_t node,
                            const std::vector<std::size_t>& items,
                            const std::vector<offset_query>& queries) {
    protocol::list_offsets_request question{.replica_id = -1};
    for (const auto i : items)
        add(question.topics, queries[i].partition,
            protocol::list_offsets_request_partition{.partition_index =
                                                         queries[i].partition.partition,
                                                     .timestamp = wire_time(queries[i].at)});
    auto got = co_await c.link->request(route{node}, question, c.so_far);
    if (!got) co_return fail_group(c, w, items, got.error());
    for (const auto& t : (*got)->topics)
        for (const auto& p : t.partitions) {
            const auto i = find_item(w, items, t.name, p.partition_index);
            if (i == w.results.size() || !take_error(c, w, i, p.error_code)) continue;
            w.results[i].offset = p.offset;
            w.results[i].timestamp = timestamp(std::chrono::milliseconds(p.timestamp));
            w.results[i].leader_epoch = p.leader_epoch;
        }
}

awaitable<void> ask_deletion(call c, work& w, std::int32_t node,
                             const std::vector<std::size_t>& items,
                             const std::vector<deletion>& before) {
    protocol::delete_records_request question{
        .timeout_ms = static_cast<std::int32_t>(c.link->options().request_timeout.count() / 2)};
    for (const auto i : items)
        add(question.topics, before[i].first,
            protocol::delete_records_request_partition{.partition_index = before[i].first.partition,
                                                       .offset = before[i].second});
    auto got = co_await c.link->request(route{node}, question, c.so_far);
    if (!got) co_return fail_group(c, w, items, got.error());
    for (const auto& t : (*got)->topics)
        for (const auto& p : t.partitions) {
            const auto i = find_item(w, items, t.name, p.partition_index);
            if (i != w.results.size() && take_error(c, w, i, p.error_code))
                w.results[i].offset = p.low_watermark;
        }
}

/// Rounds of "group by leader, ask each" until nothing is left.
template <class Ask>
awaitable<outcome<std::vector<offset_result>>> until_done(call c, work w, Ask ask) {
    auto steps = c.link->new_backoff();
    for (;;) {
        const auto leaders = co_await group_by_leader(c, w);
        for (const auto& [node, items] : leaders) co_await ask(w, node, items);
        if (std::ranges::all_of(w.done, [](bool b) { return b; })) co_return std::move(w.results);
        co_await c.link->pause(steps);
    }
}

} // namespace

awaitable<outcome<std::vector<offset_result>>> list_offsets(call c,
                                                            std::vector<offset_query> queries) {
    auto w = new_work(queries.size());
    for (std::size_t i = 0; i < queries.size(); ++i) {
        w.results[i].partition = queries[i].partition;
        const bool is_offset = !queries[i].at.is_time() && queries[i].at.value() >= 0;
        if (is_offset) w.finish(i, errc::invalid_argument); // it stands for itself already
    }
    const auto ask = [c, &queries](work& left, std::int32_t node,
                                   const std::vector<std::size_t>& items) {
        return ask_offsets(c, left, node, items, queries);
    };
    co_return co_await until_done(c, std::move(w), ask);
}

awaitable<outcome<std::vector<offset_result>>> delete_records(call c,
                                                              std::vector<deletion> before) {
    auto w = new_work(before.size());
    for (std::size_t i = 0; i < before.size(); ++i) w.results[i].partition = before[i].first;
    const auto ask = [c, &before](work& left, std::int32_t node,
                                  const std::vector<std::size_t>& items) {
        return ask_deletion(c, left, node, items, before);
    };
    co_return co_await until_done(c, std::move(w), ask);
}

} // namespace kafka::detail::client
