#include "broker/group/coordinator.hpp"
#include "broker/limits.hpp"

namespace kafka::detail::broker {

namespace {

constexpr std::int16_t first_with_group_not_found = 9;
// Batches of tombstones stay far below the largest one that a topic takes.
constexpr std::size_t bytes_of_a_part = 256 << 10;

} // namespace

broker_errc coordinator::may_commit(std::string_view id, const committer& by) {
    auto g = find_group(id);
    if (!g) {
        if (by.generation >= 0)
            return by.version >= first_with_group_not_found ? broker_errc::group_id_not_found
                                                            : broker_errc::illegal_generation;
        g = make_group(id);
        if (!g) return broker_errc::policy_violation;
    }
    if (bytes_ >= limits::bytes_of_groups) return broker_errc::policy_violation;
    if (by.generation < 0 && g->is(group_state::empty)) return broker_errc::none;
    if (by.generation < 0 && by.member_id.empty() && !by.instance_id)
        return broker_errc::unknown_member_id;
    if (const auto why = g->why_not_member(by.member_id, by.instance_id); why != broker_errc::none)
        return why;
    if (by.generation != g->generation()) return broker_errc::illegal_generation;
    if (g->is(group_state::completing_rebalance)) return broker_errc::rebalance_in_progress;
    heard_of(g, *g->find(by.member_id));
    return broker_errc::none;
}

void coordinator::commit(std::string_view id, std::vector<offset_commit_item> items, after then) {
    const auto g = find_group(id);
    if (!g) return then(broker_errc::group_id_not_found);
    stored_records records;
    for (const auto& item : items)
        if (!add_offset_record(id, item, records))
            return then(broker_errc::invalid_commit_offset_size);
    for (const auto& item : items) g->offsets.begin(item.topic, item.partition);
    world_.journal.append(id, records,
                          [this, known = std::weak_ptr(g), items = std::move(items),
                           then = std::move(then)](broker_errc error) {
                              if (const auto alive = known.lock()) {
                                  for (const auto& item : items) {
                                      if (error == broker_errc::none)
                                          alive->offsets.put(item.topic, item.partition, item.what);
                                      alive->offsets.end(item.topic, item.partition);
                                  }
                                  settle(alive);
                              }
                              then(told_to_committer(error));
                          });
}

broker_errc coordinator::may_forget_offsets(std::string_view id) const {
    const auto g = find_group(id);
    if (!g) return broker_errc::group_id_not_found;
    return g->is(group_state::empty) || g->is_of_consumers() ? broker_errc::none
                                                             : broker_errc::non_empty_group;
}

void coordinator::forget_offsets(std::string_view id, std::vector<topic_partition> which,
                                 after then) {
    const auto g = find_group(id);
    if (!g) return then(broker_errc::group_id_not_found);
    std::erase_if(which, [&](const topic_partition& at) {
        return g->offsets.find(at.topic, at.partition) == nullptr;
    });
    if (which.empty()) return then(broker_errc::none);
    forget_entries(g, std::move(which), std::move(then));
}

/// Several batches when there are many; the last one's end is the end of all.
void coordinator::forget_entries(const group_pointer& g, std::vector<topic_partition> which,
                                 after then) {
    std::size_t next = 0;
    while (next < which.size()) {
        stored_records records;
        std::vector<topic_partition> part;
        for (std::size_t bytes = 0; next < which.size() && bytes < bytes_of_a_part; ++next) {
            auto& at = which[next];
            add_offset_tombstone(g->id(), at.topic, at.partition, records);
            bytes += size_of(records.back());
            part.push_back(std::move(at));
        }
        const auto done = [this, known = std::weak_ptr(g), part = std::move(part),
                           then = next == which.size() ? then : nullptr](broker_errc error) {
            if (const auto alive = known.lock(); alive && error == broker_errc::none) {
                for (const auto& at : part) alive->offsets.erase(at.topic, at.partition);
                settle(alive);
            }
            if (then) then(told_to_member(error));
        };
        world_.journal.append(g->id(), records, done);
    }
}

void coordinator::remove_group(std::string_view id, after then) {
    const auto g = find_group(id);
    if (!g) return then(broker_errc::group_id_not_found);
    if (!g->is(group_state::empty)) return then(broker_errc::non_empty_group);
    drop_group(g, std::move(then));
}

/// It is gone here at once, so that nobody joins what is being removed.
void coordinator::drop_group(const group_pointer& g, after then) {
    std::vector<topic_partition> all;
    for (const auto& [topic, partitions] : g->offsets.all())
        for (const auto& [index, entry] : partitions) all.push_back({topic, index});
    forget_entries(g, std::move(all), [](broker_errc) {});
    stored_records last;
    add_group_tombstone(*g, last);
    cancel_all(g);
    g->enter(group_state::dead, wall());
    forget(g->id());
    world_.journal.append(g->id(), last, [then = std::move(then)](broker_errc error) {
        then(told_to_member(error));
    });
}

void coordinator::forget_topic(std::string_view topic) {
    for (const auto& [id, g] : groups_) {
        const auto named = g->offsets.all().find(topic);
        if (named == g->offsets.all().end()) continue;
        std::vector<topic_partition> which;
        for (const auto& [index, entry] : named->second)
            which.push_back({std::string(topic), index});
        forget_entries(g, std::move(which), [](broker_errc) {});
    }
}

void coordinator::expire() {
    std::vector<group_pointer> unused;
    for (const auto& [id, g] : groups_)
        if (expire_offsets(g) && g->is(group_state::empty) && g->pending().empty())
            unused.push_back(g);
    for (const auto& g : unused) drop_group(g, [](broker_errc) {});
}

/// True when none are left. From when on the retention counts: for a group without members from
/// when the last one left, for a reader without a group and for topics that a group does not read
/// any more from the commit.
bool coordinator::expire_offsets(const group_pointer& g) {
    const bool is_left = g->protocol_type() && g->is(group_state::empty) && g->state_since() >= 0;
    const bool may_expire =
        !g->protocol_type() || g->is(group_state::empty) ||
        (g->is(group_state::stable) && g->is_of_consumers() && g->knows_subscription());
    if (!may_expire) return g->offsets.empty();
    const auto now = wall();
    bool all = true;
    std::vector<topic_partition> expired;
    for (const auto& [topic, partitions] : g->offsets.all())
        for (const auto& [index, entry] : partitions) {
            const auto& c = entry.committed;
            const auto since = is_left ? g->state_since() : c ? c->commit_timestamp : now;
            const bool is_over = c && (c->expire_timestamp >= 0
                                           ? now >= c->expire_timestamp
                                           : now - since >= settings_.offsets_retention.count());
            if (is_over && entry.pending == 0 && !g->is_subscribed_to(topic))
                expired.push_back({topic, index});
            else
                all = false;
        }
    forget_entries(g, std::move(expired), [](broker_errc) {});
    return all;
}

} // namespace kafka::detail::broker
