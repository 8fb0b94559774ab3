// What groups have committed: read, set and removed from outside of the group.
#include "client/calls_of_groups.hpp"
#include "client/coordinators.hpp"
#include "client/translate.hpp"
#include "protocol/offset_commit.hpp"
#include "protocol/offset_delete.hpp"
#include "protocol/offset_fetch.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>

namespace kafka::detail::client {

namespace {

constexpr std::int16_t first_with_many = 8;

/// The form of one group's offsets is the same in old and new versions, but for the type's name.
template <class Topics>
std::vector<committed_offset> offsets_from(const Topics& topics) {
    std::vector<committed_offset> out;
    for (const auto& t : topics)
        for (const auto& p : t.partitions) {
            if (p.error_code == 0 && p.committed_offset < 0) continue;
            out.push_back({{std::string(t.name), p.partition_index},
                           p.committed_offset,
                           p.committed_leader_epoch,
                           std::string(p.metadata.value_or("")),
                           code_of(p.error_code)});
        }
    std::ranges::sort(out, {}, &committed_offset::partition);
    return out;
}

awaitable<outcome<nothing>> ask_one(call c, group_work<group_offsets>& w, session_pointer to,
                                    std::size_t i) {
    protocol::offset_fetch_request question{.group_id = w.groups[i], .topics = std::nullopt};
    auto got = co_await to->request(question, request_terms());
    if (!got) co_return std::move(got.error());
    w.results[i].offsets = offsets_from((*got)->topics);
    w.take(c, i, code_of((*got)->error_code));
    co_return nothing{};
}

awaitable<outcome<nothing>> ask_many(call c, group_work<group_offsets>& w, session_pointer to,
                                     const std::vector<std::size_t>& items) {
    protocol::offset_fetch_request question;
    for (const auto i : items)
        question.groups.push_back({.group_id = w.groups[i], .topics = std::nullopt});
    auto got = co_await to->request(question, request_terms());
    if (!got) co_return std::move(got.error());
    for (const auto& g : (*got)->groups) {
        const auto i = w.find(g.group_id, items);
        if (i == w.groups.size()) continue;
        w.results[i].offsets = offsets_from(g.topics);
        w.take(c, i, code_of(g.error_code));
    }
    co_return nothing{};
}

awaitable<outcome<nothing>> ask_committed(call c, group_work<group_offsets>& w, std::int32_t node,
                                          const std::vector<std::size_t>& items) {
    auto to = co_await c.link->reach(route{node}, purpose::general, c.so_far);
    if (!to) co_return std::move(to.error());
    const auto version = (*to)->versions().choose<protocol::offset_fetch_request>();
    if (version.value_or(0) >= first_with_many) co_return co_await ask_many(c, w, *to, items);
    for (const auto i : items)
        if (auto got = co_await ask_one(c, w, *to, i); !got) co_return std::move(got.error());
    co_return nothing{};
}

/// The items of one group that its coordinator answers one by one.
struct partition_work {
    std::string group;
    std::vector<committed_offset> results;

    void answer(std::string_view topic, std::int32_t partition, std::int16_t error) {
        for (auto& r : results)
            if (r.partition.partition == partition && r.partition.topic == topic)
                r.error = code_of(error);
    }
    bool wants_another_round() const {
        return std::ranges::any_of(
            results, [](const auto& r) { return r.error && r.error == condition::retriable; });
    }
    void fail_all(std::error_code why) {
        for (auto& r : results) r.error = why;
    }
};

protocol::offset_commit_request commit_of(const partition_work& w) {
    protocol::offset_commit_request out{.group_id = w.group};
    for (const auto& r : w.results) {
        if (out.topics.empty() || out.topics.back().name != r.partition.topic)
            out.topics.push_back({.name = r.partition.topic, .partitions = {}});
        out.topics.back().partitions.push_back({.partition_index = r.partition.partition,
                                                .committed_offset = r.offset,
                                                .committed_leader_epoch = r.leader_epoch,
                                                .committed_metadata = r.metadata});
    }
    return out;
}

protocol::offset_delete_request deletion_of(const partition_work& w) {
    protocol::offset_delete_request out{.group_id = w.group};
    for (const auto& r : w.results) {
        if (out.topics.empty() || out.topics.back().name != r.partition.topic)
            out.topics.push_back({.name = r.partition.topic, .partitions = {}});
        out.topics.back().partitions.push_back({r.partition.partition});
    }
    return out;
}

template <class Response>
std::int16_t whole_error(const Response& answer) {
    if constexpr (requires { answer.error_code; })
        return answer.error_code;
    else
        return 0;
}

/// Asks the coordinator of the one group until it gives an answer that lasts.
template <class Make>
awaitable<outcome<std::vector<committed_offset>>> ask_group(call c, partition_work w, Make make) {
    auto steps = c.link->new_backoff();
    for (;;) {
        auto why = failure{};
        const auto question = make(w);
        if (const auto node = co_await find_coordinator(c, w.group); !node) {
            why = node.error();
        } else if (auto got = co_await c.link->request(route{*node}, question, c.so_far); !got) {
            why = got.error();
        } else {
            w.fail_all(code_of(whole_error(got->message)));
            for (const auto& t : (*got)->topics)
                for (const auto& p : t.partitions)
                    w.answer(t.name, p.partition_index, p.error_code);
            if (!w.wants_another_round()) co_return std::move(w.results);
        }
        if (why.code && !why.is(condition::retriable)) co_return why;
        co_await c.link->pause(steps);
        static_cast<void>(co_await c.link->refresh({}, c.so_far));
    }
}

} // namespace

awaitable<outcome<std::vector<group_offsets>>> fetch_offsets(call c,
                                                             std::vector<std::string> groups) {
    group_work<group_offsets> w(std::move(groups));
    for (std::size_t i = 0; i < w.groups.size(); ++i) w.results[i].group = w.groups[i];
    const auto ask = [c](auto& work, std::int32_t node, const auto& items) {
        return ask_committed(c, work, node, items);
    };
    co_return co_await ask_coordinators(c, std::move(w), ask);
}

awaitable<outcome<std::vector<committed_offset>>>
commit_offsets(call c, std::string group, std::vector<committed_offset> offsets) {
    std::ranges::sort(offsets, {}, &committed_offset::partition);
    partition_work w{std::move(group), std::move(offsets)};
    co_return co_await ask_group(c, std::move(w), commit_of);
}

awaitable<outcome<std::vector<committed_offset>>>
delete_offsets(call c, std::string group, std::vector<topic_partition> partitions) {
    std::ranges::sort(partitions);
    partition_work w{std::move(group), {}};
    for (auto& p : partitions) w.results.push_back({.partition = std::move(p)});
    co_return co_await ask_group(c, std::move(w), deletion_of);
}

} // namespace kafka::detail::client
