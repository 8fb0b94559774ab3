#include "consumer/fetch_plan.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <algorithm>

namespace kafka::detail::consumer {

fetch_plan::entry* fetch_plan::find(std::int32_t partition) {
    const auto at = std::ranges::lower_bound(entries_, partition, {}, &entry::partition);
    return at != entries_.end() && at->partition == partition ? &*at : nullptr;
}

/// The partition that the item is about; null when its position was changed meanwhile.
fetch_plan::entry* fetch_plan::current(const plan_item& item) {
    auto* e = find(item.partition);
    if (e == nullptr || e->generation != item.generation) return nullptr;
    e->asked = -1;
    e->is_fetching = false;
    return e;
}

std::string fetch_plan::name_of(const entry& e) const {
    return settings_.topic + "[" + std::to_string(e.partition) + "]";
}

bool fetch_plan::is_wanted(const cluster::partition_metadata& p) const {
    return !settings_.partition || *settings_.partition == p.id;
}

bool fetch_plan::adopt(const cluster::topic_metadata& topic, const generation_view& generation) {
    if (known_ && topic.id != topic_id_) return false;
    known_ = true;
    topic_id_ = topic.id;
    for (const auto& p : topic.partitions) {
        if (!is_wanted(p)) continue;
        auto* known = find(p.id);
        take_leader(known ? *known : add(p.id, generation(p.id)), p);
    }
    return true;
}

fetch_plan::entry& fetch_plan::add(std::int32_t partition, std::uint64_t generation) {
    entry e{.partition = partition,
            .generation = generation,
            .max_bytes = settings_.partition_max_bytes,
            .pauses = {settings_.backoff_min, settings_.backoff_max}};
    const auto own = starts_.extract(partition);
    start(e, own ? own.mapped() : settings_.start);
    const auto at = std::ranges::lower_bound(entries_, partition, {}, &entry::partition);
    return *entries_.insert(at, std::move(e));
}

void fetch_plan::forget() {
    entries_.clear();
    known_ = false;
    topic_id_ = {};
}

void fetch_plan::take_leader(entry& e, const cluster::partition_metadata& from) {
    const bool is_newer = from.leader_epoch > e.leader_epoch;
    if (is_newer && e.leader_epoch >= 0 && e.offset_epoch >= 0 && e.state == phase::ready)
        e.state = phase::checking;
    if (e.leader != from.leader) e.not_before = {}; // another node: no reason to wait
    e.leader = from.leader;
    e.leader_epoch = from.leader_epoch;
}

void fetch_plan::start(entry& e, kafka::start_offset where) {
    e.wanted = where;
    e.asked = -1;
    e.is_fetching = false;
    e.offset_epoch = -1;
    e.not_before = {};
    const bool is_known = !where.is_time() && where.value() >= 0;
    e.state = is_known ? phase::ready : phase::finding;
    e.offset = is_known ? where.value() : -1;
}

std::optional<std::int32_t> fetch_plan::restart(std::int32_t partition, std::uint64_t generation,
                                                kafka::start_offset where) {
    auto* e = find(partition);
    if (e == nullptr) {
        starts_.insert_or_assign(partition, where);
        return std::nullopt;
    }
    const auto fetching = e->is_fetching ? std::optional(e->asked) : std::nullopt;
    e->generation = generation;
    start(*e, where);
    return fetching;
}

std::vector<std::int32_t> fetch_plan::restart_all(std::uint64_t generation,
                                                  kafka::start_offset where) {
    settings_.start = where; // also for partitions that are not known yet
    starts_.clear();
    std::vector<std::int32_t> nodes;
    for (auto& e : entries_)
        if (const auto node = restart(e.partition, generation, where)) nodes.push_back(*node);
    return nodes;
}

std::vector<plan_item> fetch_plan::known_offsets() const {
    std::vector<plan_item> out;
    for (const auto& e : entries_)
        if (e.state != phase::finding) out.push_back(item_of(e, plan_action::fetch));
    return out;
}

std::set<std::int32_t> fetch_plan::leaders() const {
    std::set<std::int32_t> out;
    for (const auto& e : entries_)
        if (e.leader >= 0) out.insert(e.leader);
    return out;
}

bool fetch_plan::leads(std::int32_t node) const {
    return std::ranges::any_of(entries_, [node](const entry& e) { return e.leader == node; });
}

bool fetch_plan::lacks_leader() const {
    return std::ranges::any_of(entries_, [](const entry& e) { return e.leader < 0; });
}

plan_item fetch_plan::item_of(const entry& e, plan_action action) const {
    return {.partition = e.partition,
            .generation = e.generation,
            .offset = action == plan_action::find_offsets ? e.wanted.value() : e.offset,
            .offset_epoch = e.offset_epoch,
            .leader_epoch = e.leader_epoch,
            .max_bytes = e.max_bytes};
}

void fetch_plan::collect(plan_step& step, phase state, plan_action action, std::int32_t node,
                         time_point now, const queue_view& queued) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        auto& e = entries_[(first_ + i) % entries_.size()];
        if (e.leader != node || e.asked >= 0 || e.state != state) continue;
        if (e.not_before > now) {
            step.until = std::min(step.until.value_or(e.not_before), e.not_before);
            continue;
        }
        const auto waiting = queued(e.partition);
        const bool enough = !waiting || (action == plan_action::fetch &&
                                         *waiting >= static_cast<std::size_t>(e.max_bytes));
        if (enough) {
            step.waits_for_application = true;
            continue;
        }
        step.what = action;
        step.items.push_back(item_of(e, action));
        e.asked = node;
        e.is_fetching = action == plan_action::fetch;
    }
}

plan_step fetch_plan::next(std::int32_t node, time_point now, const queue_view& queued) {
    plan_step step;
    collect(step, phase::finding, plan_action::find_offsets, node, now, queued);
    if (!step.items.empty()) return step;
    collect(step, phase::checking, plan_action::check_epochs, node, now, queued);
    if (!step.items.empty()) return step;
    collect(step, phase::ready, plan_action::fetch, node, now, queued);
    if (!step.items.empty()) first_ = (first_ + 1) % entries_.size();
    return step;
}

void fetch_plan::hold(entry& e, moment at) { e.not_before = at.now + e.pauses.next(at.random); }

void fetch_plan::released(const std::vector<plan_item>& items) {
    for (const auto& item : items) current(item);
}

void fetch_plan::failed(const std::vector<plan_item>& items, moment at) {
    for (const auto& item : items)
        if (auto* e = current(item)) hold(*e, at);
}

/// An error that is handled alike wherever it comes.
plan_verdict fetch_plan::trouble(entry& e, std::error_code error, moment at) {
    hold(e, at);
    if (error == condition::retriable) return {.doubt_metadata = true};
    return {.tell = cluster::fail(error, name_of(e))};
}

plan_verdict fetch_plan::found(const plan_item& item, std::error_code error, std::int64_t offset,
                               moment at) {
    auto* e = current(item);
    if (e == nullptr) return {};
    if (error) return trouble(*e, error, at);
    if (offset < 0) { // nothing at or after the time
        e->wanted = last_offset;
        return {};
    }
    e->pauses.succeeded();
    e->state = phase::ready;
    e->offset = offset;
    return {.started = offset};
}

plan_verdict fetch_plan::checked(const plan_item& item, std::error_code error,
                                 std::int64_t end_offset, moment at) {
    auto* e = current(item);
    if (e == nullptr) return {};
    if (error) return trouble(*e, error, at);
    e->pauses.succeeded();
    if (end_offset < 0 || end_offset >= e->offset) { // what was read is in the new leader's log
        e->state = phase::ready;
        return {};
    }
    if (settings_.out_of_range != out_of_range_policy::fail) {
        e->state = phase::ready;
        e->offset = end_offset;
        e->offset_epoch = -1;
        return {};
    }
    hold(*e, at);
    return {.tell =
                cluster::failure{errc::offset_out_of_range,
                                 name_of(*e) + ": a new leader has the log only up to offset " +
                                     std::to_string(end_offset) + ", the next one to read is " +
                                     std::to_string(e->offset) + " (set_offset goes on elsewhere)",
                                 {}}};
}

plan_verdict fetch_plan::out_of_range(entry& e) {
    if (settings_.out_of_range == out_of_range_policy::fail)
        return {.tell = cluster::failure{errc::offset_out_of_range,
                                         name_of(e) + " at offset " + std::to_string(e.offset) +
                                             " (set_offset goes on elsewhere)",
                                         {}}};
    const bool first = settings_.out_of_range == out_of_range_policy::first;
    e.wanted = first ? first_offset : last_offset;
    e.state = phase::finding;
    return {};
}

plan_verdict fetch_plan::cut_short(entry& e, const record_extent& extent) {
    if (extent.needed <= settings_.largest_batch && extent.needed < 0x7fffffff) {
        e.max_bytes = std::max(e.max_bytes, static_cast<std::int32_t>(extent.needed));
        return {};
    }
    return {.tell = cluster::failure{
                errc::message_too_large,
                name_of(e) + ": the batch at offset " + std::to_string(e.offset) + " has " +
                    std::to_string(extent.needed) + " bytes, more than queue_bytes allows",
                {}}};
}

plan_verdict fetch_plan::fetched(const plan_item& item, std::error_code error,
                                 const record_extent& extent, moment at) {
    auto* e = current(item);
    if (e == nullptr) return {};
    if (error == broker_errc::offset_out_of_range) return out_of_range(*e);
    if (error) return trouble(*e, error, at);
    e->pauses.succeeded();
    using verdict = record_extent::verdict;
    if (extent.what == verdict::cut_short) return cut_short(*e, extent);
    if (extent.what == verdict::damaged) {
        hold(*e, at);
        return {.tell = cluster::failure{errc::corrupt_batch,
                                         name_of(*e) + ": what the broker sent for offset " +
                                             std::to_string(e->offset) + " is no record batch",
                                         {}}};
    }
    e->offset = extent.next;
    if (extent.leader_epoch >= 0) e->offset_epoch = extent.leader_epoch;
    return {};
}

} // namespace kafka::detail::consumer
