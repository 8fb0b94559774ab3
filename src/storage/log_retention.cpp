// What leaves a log: by age, by size, by request, at its start or at its end.
#include "storage/log.hpp"

#include "storage/names.hpp"

#include <algorithm>
#include <cassert>

namespace kafka::detail::storage {

removal log::apply_retention(std::int64_t now) {
    auto count = expired_segments(now);
    // The last segment can only go when another one takes its place.
    if (count == segments_.size() && (poisoned_ || roll(now))) --count;
    return give_up(count);
}

std::size_t log::expired_segments(std::int64_t now) {
    std::size_t n = 0;
    while (n + 1 < segments_.size() && segments_[n + 1]->base_offset() <= start_offset_) ++n;
    const auto& c = settings_.config;
    if (!c.deletes) return n;
    const auto total = segments_.size();
    while (n < total && c.retention_ms >= 0 && is_expired(*segments_[n], now)) ++n;
    auto kept = size();
    for (std::size_t i = 0; i < n; ++i) kept -= segments_[i]->size();
    while (n + 1 < total && c.retention_bytes >= 0 &&
           kept - segments_[n]->size() >= static_cast<std::uint64_t>(c.retention_bytes))
        kept -= segments_[n++]->size();
    return n;
}

bool log::is_expired(segment& s, std::int64_t now) {
    if (s.size() == 0) return false;
    if (!s.is_known()) make_readable(s); // otherwise the file's own date counts
    return now - s.age_timestamp() > settings_.config.retention_ms;
}

removal log::give_up(std::size_t count) {
    removal out;
    out.files_ = &files_;
    out.guard_ = guard_;
    out.directory_ = settings_.directory;
    for (std::size_t i = 0; i < count; ++i) {
        std::erase(opened_, segments_[i].get());
        out.bases_.push_back(segments_[i]->base_offset());
    }
    segments_.erase(segments_.begin(), segments_.begin() + static_cast<std::ptrdiff_t>(count));
    out.snapshot_ = segments_.front()->path(suffix::snapshot);
    start_offset_ = std::max(start_offset_, segments_.front()->base_offset());
    if (known_.epochs.truncate_from_start(start_offset_)) known_.epochs_changed = true;
    return out;
}

std::error_code log::delete_before(std::int64_t offset) {
    if (offset > end_offset_) return errc::offset_out_of_range;
    start_offset_ = std::max(start_offset_, offset);
    if (known_.epochs.truncate_from_start(start_offset_)) known_.epochs_changed = true;
    return {};
}

std::error_code log::truncate(std::int64_t offset) {
    assert(!syncing_);
    if (poisoned_) return errc::poisoned;
    if (compacting_) return std::make_error_code(std::errc::device_or_resource_busy);
    if (offset >= end_offset_) return {};
    if (offset < segments_.front()->base_offset()) return errc::offset_out_of_range;
    const auto interval = settings_.config.index_interval_bytes;
    // The youngest first, each for sure, so that a loss of power leaves no gap.
    while (active().base_offset() > offset) {
        std::erase(opened_, segments_.back().get());
        if (const auto failed = files_.remove(active().path(suffix::log))) return failed;
        remove_caches(files_, settings_.directory, active().base_offset());
        segments_.pop_back();
        if (const auto failed = files_.sync_directory(settings_.directory)) return failed;
    }
    recent_.clear();
    caches_stale_ = true;
    std::erase(opened_, &active());
    if (const auto failed = active().prepare(open_mode::read_write, interval)) return failed;
    const auto place = active().find(offset);
    if (place.error) return place.error;
    if (place.found)
        if (const auto failed = active().truncate(place.position, interval)) return failed;
    if (const auto failed = active().data()->sync()) return failed;
    end_offset_ = active().next_offset();
    durable_ = end_mark();
    settled_before_ = std::min(settled_before_, active().base_offset());
    unsynced_.clear();
    known_ = {};
    last_snapshot_ = -1;
    if (auto failed = learn(end_offset_); failed.code) return failed.code;
    if (known_.epochs.truncate_from_end(end_offset_)) return write_epochs();
    return {};
}

} // namespace kafka::detail::storage
