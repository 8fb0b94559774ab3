#include "consumer/commits.hpp"

#include <kafka/error.hpp>

#include <algorithm>

namespace kafka::detail::consumer {

void commits::own(const topic_partition& what, std::int64_t committed) {
    all_[what] = {.committed = {.offset = committed},
                  .settled = marked_,
                  .error = errc::partition_lost}; // of what was marked when we had it before
}

void commits::disown(const topic_partition& what) { all_.erase(what); }

std::optional<std::uint64_t> commits::mark(const topic_partition& what, commit_mark mark,
                                           bool back) {
    const auto found = all_.find(what);
    if (found == all_.end()) return std::nullopt;
    auto& e = found->second;
    const auto& latest = e.open ? *e.open : e.committed;
    const bool same = mark.offset == latest.offset && mark.metadata == latest.metadata;
    if (same || (mark.offset < latest.offset && !back)) return e.open ? e.open_number : e.good;
    e.open = std::move(mark);
    e.open_number = ++marked_;
    return e.open_number;
}

bool commits::has_open() const {
    return std::ranges::any_of(all_, [](const auto& e) { return e.second.open.has_value(); });
}

commit_marks commits::take() {
    commit_marks out;
    if (under_way_) return out;
    for (auto& [what, e] : all_) {
        if (!e.open) continue;
        e.sent = e.open;
        e.sent_number = e.open_number;
        out.emplace(what, *e.open);
    }
    under_way_ = !out.empty();
    return out;
}

void commits::answered(const topic_partition& what, std::error_code error) {
    const auto found = all_.find(what);
    if (found == all_.end()) return;
    auto& e = found->second;
    const auto sent = std::exchange(e.sent, std::nullopt);
    if (!sent || error == condition::retriable) return;
    if (e.open_number == e.sent_number) e.open.reset();
    e.settled = e.sent_number;
    e.error = error;
    if (error) return;
    e.good = e.sent_number;
    e.committed = *sent;
}

void commits::sent_in_vain() {
    for (auto& [what, e] : all_) e.sent.reset();
}

std::optional<std::error_code> commits::fate(const topic_partition& what,
                                             std::uint64_t number) const {
    const auto found = all_.find(what);
    if (found == all_.end()) return errc::partition_lost;
    const auto& e = found->second;
    if (number <= e.good) return std::error_code();
    if (number <= e.settled) return e.error;
    return std::nullopt;
}

std::int64_t commits::committed(const topic_partition& what) const {
    const auto found = all_.find(what);
    return found == all_.end() ? -1 : found->second.committed.offset;
}

protocol::offset_commit_request request_of(const commit_marks& marks, const group::membership& self,
                                           std::int64_t retention_ms) {
    protocol::offset_commit_request out{.group_id = self.group_id,
                                        .generation_id_or_member_epoch = self.generation,
                                        .member_id = self.member_id,
                                        .retention_time_ms = retention_ms};
    if (self.instance_id) out.group_instance_id = *self.instance_id;
    for (const auto& [what, mark] : marks) { // ordered by topic
        if (out.topics.empty() || out.topics.back().name != what.topic)
            out.topics.push_back({.name = what.topic});
        auto& p = out.topics.back().partitions.emplace_back();
        p.partition_index = what.partition;
        p.committed_offset = mark.offset;
        p.committed_leader_epoch = mark.leader_epoch;
        p.committed_metadata = mark.metadata;
    }
    return out;
}

} // namespace kafka::detail::consumer
