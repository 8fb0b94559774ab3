// The owner's part of compaction: what is to be done, and taking what was done.
#include "storage/log.hpp"

#include "storage/names.hpp"

#include <algorithm>

namespace kafka::detail::storage {

/// Where the part begins that must stay as it is: the segment that is written to, what no sync has
/// covered with its folder, what a transaction under way may still take back, what is too young.
std::int64_t log::compaction_end(std::int64_t first_dirty, std::int64_t now) {
    auto end = std::min(settled_before_, active().base_offset());
    if (const auto open = known_.producers.first_open_offset()) end = std::min(end, *open);
    const auto lag = settings_.config.min_compaction_lag_ms;
    for (auto n = segment_of(first_dirty); lag > 0 && n + 1 < segments_.size(); ++n) {
        auto& s = *segments_[n];
        if (s.base_offset() >= end) break;
        if (!s.is_known() && make_readable(s)) break;
        if (s.max_timestamp() > now - lag) end = std::min(end, s.base_offset());
    }
    return segments_[segment_of(std::max(end, segments_.front()->base_offset()))]->base_offset();
}

bool log::is_overdue(std::size_t first_dirty, std::int64_t end, std::int64_t now) {
    const auto lag = settings_.config.max_compaction_lag_ms;
    if (lag == log_config::never) return false;
    for (auto n = first_dirty; n + 1 < segments_.size(); ++n) {
        auto& s = *segments_[n];
        if (s.base_offset() >= end) break;
        if (!s.is_known() && make_readable(s)) continue;
        if (s.first_timestamp() > 0 && s.first_timestamp() < now - lag) return true;
    }
    return false;
}

compaction_scope log::compaction_need(std::int64_t cleaned_to, std::int64_t now) {
    compaction_scope out;
    // A checkpoint that does not fit this log says nothing.
    const bool fits = cleaned_to >= start_offset_ && cleaned_to <= end_offset_;
    out.first_dirty = fits ? cleaned_to : start_offset_;
    out.end = out.first_dirty;
    if (!settings_.config.compacts || compacting_ || compaction_failed_ || poisoned_) return out;
    out.end = std::max(out.first_dirty, compaction_end(out.first_dirty, now));
    const auto dirty = segment_of(out.first_dirty);
    for (std::size_t n = 0; n + 1 < segments_.size() && segments_[n]->base_offset() < out.end; ++n)
        (n < dirty ? out.clean_bytes : out.dirty_bytes) += segments_[n]->size();
    out.overdue = is_overdue(dirty, out.end, now);
    return out;
}

std::unique_ptr<compaction> log::begin_compaction(std::int64_t cleaned_to, std::int64_t now,
                                                  std::uint64_t memory) {
    const auto scope = compaction_need(cleaned_to, now);
    if (!scope.is_worth_it(settings_.config)) return nullptr;
    std::unique_ptr<compaction> out(
        new compaction(files_, settings_.directory, guard_, settings_.config, memory));
    for (const auto& s : segments_)
        if (s->base_offset() < scope.end)
            out->sources_.push_back({s->base_offset(), s->size(), s->modified()});
    out->first_dirty_ = scope.first_dirty;
    out->first_dirty_source_ = out->source_ = segment_of(scope.first_dirty);
    out->end_ = scope.end;
    out->rules_.now = now;
    out->rules_.delete_retention_ms = settings_.config.delete_retention_ms;
    for (const auto& [id, entry] : known_.producers.entries())
        out->rules_.producers[id] = {entry.last() ? entry.last()->last_offset : -1, entry.epoch};
    compacting_ = true;
    return out;
}

/// The new segment stands for those that it was made of, which must all be there still: retention
/// may have given some up.
bool log::take(compaction& round) {
    const auto old = round.group_sources();
    const auto first = std::ranges::find(segments_, old.front().base_offset,
                                         [](const auto& s) { return s->base_offset(); });
    const auto count = static_cast<std::ptrdiff_t>(old.size());
    if (segments_.end() - first <= count) return false; // the last one is never replaced
    for (auto s = first; s != first + count; ++s) std::erase(opened_, s->get());
    // Its position is one in an old file.
    if (durable_.segment_base <= old.back().base_offset &&
        durable_.segment_base >= old.front().base_offset)
        durable_.segment_base = -1;
    *first = std::move(round.cleaned_);
    segments_.erase(first + 1, first + count);
    return true;
}

/// The files have their final names, so the segment may be closed and opened like any other.
void log::settle(std::int64_t base) {
    const auto found =
        std::ranges::find(segments_, base, [](const auto& s) { return s->base_offset(); });
    if (found == segments_.end() || !(*found)->has_ending()) return;
    (*found)->set_ending({});
    keep_open(**found);
}

bool log::go_on(compaction& round, std::error_code failed) {
    using stage = compaction::stage;
    if (!failed && round.stage_ == stage::swappable)
        round.stage_ = take(round) ? stage::taken : stage::refused;
    if (!failed && round.stage_ == stage::settled)
        settle(round.group_sources().front().base_offset);
    if (!failed && round.stage_ != stage::over) return true;
    compacting_ = false;
    // Files that were removed meanwhile, or a full disk, are no reason not to try again.
    const bool may_pass = failed == std::errc::no_such_file_or_directory ||
                          failed == std::errc::operation_canceled || is_disk_full(failed);
    compaction_failed_ = failed && (!may_pass || round.stage_ == stage::taken);
    return false;
}

} // namespace kafka::detail::storage
