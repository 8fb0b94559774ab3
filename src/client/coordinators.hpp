// Which node coordinates which group, and calls on many groups that are split by that.
#pragma once

#include "client/ask.hpp"

namespace kafka::detail::client {

/// One attempt. The node, or why it is not known; errors are retriable when asking again may help.
awaitable<outcome<std::int32_t>> find_coordinator(call c, std::string group);

/// The groups of one call: what is known of each, and which ones are still to be answered.
template <class Result>
struct group_work {
    std::vector<std::string> groups;
    std::vector<Result> results;
    std::vector<bool> done;
    std::vector<std::int32_t> nodes;

    explicit group_work(std::vector<std::string> names)
        : groups(std::move(names))
        , results(groups.size())
        , done(groups.size())
        , nodes(groups.size(), -1) {}

    /// Takes a group's error; false when the group is to be asked about again.
    bool take(call c, std::size_t i, std::error_code error) {
        if (error && error == condition::retriable) {
            c.so_far.note("group " + groups[i] + ": " + error.message());
            return false;
        }
        results[i].error = error;
        return done[i] = true;
    }
    std::size_t find(std::string_view group, const std::vector<std::size_t>& items) const {
        for (const auto i : items)
            if (!done[i] && groups[i] == group) return i;
        return groups.size();
    }
    bool complete() const {
        return std::ranges::all_of(done, [](bool b) { return b; });
    }
};

using items_by_node = std::map<std::int32_t, std::vector<std::size_t>>;

template <class Result>
awaitable<items_by_node> group_by_coordinator(call c, group_work<Result>& w) {
    items_by_node out;
    for (std::size_t i = 0; i < w.groups.size(); ++i) {
        if (w.done[i]) continue;
        const auto node = co_await find_coordinator(c, w.groups[i]);
        if (!node) {
            w.take(c, i, node.error().code);
            continue;
        }
        w.nodes[i] = *node;
        out[*node].push_back(i);
    }
    co_return out;
}

/// Rounds of "find the coordinators, ask each" until every group is answered. `ask` is called with
/// the work, a node and the places of its groups; it yields nothing, or why the node gave no
/// answer.
template <class Result, class Ask>
awaitable<outcome<std::vector<Result>>> ask_coordinators(call c, group_work<Result> w, Ask ask) {
    auto steps = c.link->new_backoff();
    for (;;) {
        const auto nodes = co_await group_by_coordinator(c, w);
        for (const auto& [node, items] : nodes) {
            const auto asked = co_await ask(w, node, items);
            if (asked) continue;
            for (const auto i : items)
                if (!w.done[i]) w.take(c, i, asked.error().code);
        }
        if (w.complete()) co_return std::move(w.results);
        co_await c.link->pause(steps);
        static_cast<void>(co_await c.link->refresh({}, c.so_far));
    }
}

} // namespace kafka::detail::client
