#include "storage/recovery.hpp"

#include "storage/leftovers.hpp"
#include "storage/names.hpp"
#include "storage/removal.hpp"
#include "storage/torn.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::storage {

namespace {

constexpr std::uint64_t largest_segment = std::numeric_limits<std::int32_t>::max();

class recovery {
public:
    recovery(file_system& files, const log_settings& settings)
        : files_(files)
        , settings_(settings) {}

    result<recovered_log> run() {
        if (auto failed = find_segments(); failed.code) return failed;
        if (auto failed = open_segments(); failed.code) return failed;
        if (segments_.back()->next_offset() < settings_.start_offset)
            if (auto failed = start_behind(); failed.code) return failed;
        return recovered_log{std::move(segments_), std::move(report_), scanned_from_};
    }

private:
    // Where the log stops making sense.
    struct tear {
        std::size_t segment = 0;
        std::uint64_t position = 0;
        std::int64_t offset = 0;
        bool whole_segment = false;
    };

    failure find_segments();
    failure open_segments();
    failure start_anew(std::int64_t offset);
    failure start_behind();
    failure trust();
    failure scan();
    failure scan_segment(std::size_t n, std::optional<tear>& torn);
    bool takes(std::size_t n, const batch_scan& scan);
    failure finish_segment(segment& s);
    failure take_out(const tear& at);
    failure take_out_segment(segment& s);
    failure damaged(const segment& s, std::uint64_t position) const;
    failure old_format(const segment& s, std::uint64_t position) const;
    failure gone() const;
    failure cannot(const char* what, const segment& s, std::error_code why) const;

    file_system& files_;
    const log_settings& settings_;
    std::vector<std::unique_ptr<segment>> segments_;
    recovery_report report_;
    std::int64_t expected_ = 0;     // the next offset
    std::int64_t scanned_from_ = 0; // offset
    std::optional<tear> suspect_;   // the last batch, when it came after a gap
};

failure recovery::cannot(const char* what, const segment& s, std::error_code why) const {
    return {why, std::string("cannot ") + what + " " + s.path(suffix::log) + ": " + why.message()};
}

failure recovery::damaged(const segment& s, std::uint64_t position) const {
    return {errc::damaged,
            s.path(suffix::log) + " is damaged at byte " + std::to_string(position) + " (offset " +
                std::to_string(expected_) + "), although records up to offset " +
                std::to_string(settings_.recovery_point) + " had reached the disk.\n" +
                "Nothing was changed, and the partition stays offline. Restore the file from a "
                "copy; or,\nto keep only what stands before the damage, delete "
                "recovery-point-offset-checkpoint and restart."};
}

failure recovery::old_format(const segment& s, std::uint64_t position) const {
    return {errc::old_format,
            s.path(suffix::log) + " holds, at byte " + std::to_string(position) +
                ", messages in the format that Kafka used before 0.11.\nNothing was changed, and "
                "the partition stays offline. Serve it with Apache Kafka,\nor copy its records "
                "to a new topic there."};
}

failure recovery::gone() const {
    return {errc::damaged, settings_.directory + " has no segment files, although records up to " +
                               "offset " + std::to_string(settings_.recovery_point) +
                               " had reached the disk.\nThe partition stays offline. Restore the "
                               "folder from a copy; or, to go on\nwithout the records, delete "
                               "recovery-point-offset-checkpoint and restart."};
}

std::int64_t milliseconds(std::chrono::system_clock::time_point at) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

failure recovery::find_segments() {
    if (const auto failed = tidy_folder(files_, settings_.directory))
        return {failed, "cannot tidy " + settings_.directory + ": " + failed.message()};
    const auto entries = files_.list(settings_.directory);
    if (!entries) return entries.error();
    for (const auto& e : *entries)
        if (const auto base = offset_of(e.name, suffix::log); base && !e.is_directory) {
            if (e.size > largest_segment)
                return {errc::corrupt, join(settings_.directory, e.name) +
                                           " is larger than a segment can be (2 GiB)"};
            segments_.push_back(std::make_unique<segment>(files_, settings_.directory, *base,
                                                          e.size, milliseconds(e.modified)));
        }
    std::ranges::sort(segments_, {}, [](const auto& s) { return s->base_offset(); });
    return {};
}

failure recovery::open_segments() {
    if (!segments_.empty()) return settings_.clean ? trust() : scan();
    if (settings_.recovery_point > settings_.start_offset) return gone();
    return start_anew(settings_.start_offset);
}

// Everything that is left was deleted before the crash: the log goes on where it should begin.
failure recovery::start_behind() {
    auto old = std::exchange(segments_, {});
    if (auto failed = start_anew(settings_.start_offset); failed.code) return failed;
    for (const auto& s : old) {
        if (const auto failed = files_.remove(s->path(suffix::log)))
            return cannot("remove", *s, failed);
        remove_caches(files_, settings_.directory, s->base_offset());
        if (const auto failed = files_.sync_directory(settings_.directory))
            return cannot("sync the folder of", *s, failed);
    }
    return {};
}

failure recovery::start_anew(std::int64_t offset) {
    scanned_from_ = offset;
    auto made = segment::create(files_, settings_.directory, offset, settings_.now);
    if (!made) return made.error();
    segments_.push_back(std::move(*made));
    if (const auto failed = files_.sync_directory(settings_.directory))
        return cannot("sync the folder of", *segments_.back(), failed);
    return {};
}

failure recovery::trust() {
    auto& last = *segments_.back();
    const auto failed = last.prepare(open_mode::read_write, settings_.config.index_interval_bytes);
    expected_ = scanned_from_ = last.next_offset();
    if (failed == errc::corrupt) return damaged(last, last.size());
    if (failed) return cannot("read", last, failed);
    return expected_ < settings_.recovery_point ? damaged(last, last.size()) : failure{};
}

failure recovery::scan() {
    const auto after = std::ranges::upper_bound(segments_, settings_.recovery_point, {},
                                                [](const auto& s) { return s->base_offset(); });
    const auto first =
        static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - segments_.begin() - 1, 0));
    expected_ = scanned_from_ = segments_[first]->base_offset();
    std::optional<tear> torn;
    for (auto n = first; n < segments_.size() && !torn; ++n) {
        if (auto failed = scan_segment(n, torn); failed.code) return failed;
        if (!torn && n + 1 < segments_.size())
            if (auto failed = finish_segment(*segments_[n]); failed.code) return failed;
    }
    if (torn)
        if (auto failed = take_out(*torn); failed.code) return failed;
    if (expected_ < settings_.recovery_point)
        return damaged(*segments_.back(), segments_.back()->size());
    if (const auto failed = segments_.back()->data()->sync())
        return cannot("sync", *segments_.back(), failed);
    return {};
}

failure recovery::scan_segment(std::size_t n, std::optional<tear>& torn) {
    auto& s = *segments_[n];
    // A gap between segments means that the end of the one before is lost, unless compaction may
    // have taken it out. It works only on what has reached the disk.
    const auto& c = settings_;
    const auto compacted_up_to =
        c.config.compacts ? std::max(c.cleaned_to, c.recovery_point) : c.cleaned_to;
    const bool gap = s.base_offset() > expected_ && s.base_offset() > compacted_up_to;
    if (gap || s.base_offset() < expected_) {
        torn = suspect_ && !gap ? *suspect_ : tear{n, 0, expected_, true};
        return {};
    }
    if (const auto failed = s.open(open_mode::read_write)) return cannot("open", s, failed);
    expected_ = s.base_offset();
    s.forget_indexes();
    ++report_.segments_scanned;
    batch_scan scan(*s.data(), 0, s.size());
    scanned step;
    while ((step = scan.next()) == scanned::batch && takes(n, scan)) {}
    if (step == scanned::io_error) return cannot("read", s, scan.error());
    if (step == scanned::bad && scan.is_old_format()) return old_format(s, scan.position());
    if (step == scanned::end) s.noted_all();
    if (step == scanned::bad) torn = tear{n, scan.position(), expected_, false};
    // The offset is not covered by the checksum: when a batch goes back behind one that came after
    // a gap, it was that one's offset that was wrong.
    if (step == scanned::batch)
        torn = suspect_ && scan.header().base_offset < expected_
                   ? *suspect_
                   : tear{n, scan.position(), expected_, false};
    return {};
}

// Compaction leaves gaps, also in a topic that is not compacted any more, but never in the segment
// that is written to.
bool recovery::takes(std::size_t n, const batch_scan& scan) {
    auto& s = *segments_[n];
    const auto& header = scan.header();
    if (!s.may_follow(header)) return false;
    const bool gap = header.base_offset > expected_;
    if (gap && !settings_.config.compacts && n + 1 == segments_.size()) return false;
    suspect_.reset();
    if (gap) suspect_ = tear{n, scan.position(), expected_, false};
    s.note(header, scan.position(), settings_.config.index_interval_bytes);
    expected_ = s.next_offset();
    return true;
}

failure recovery::finish_segment(segment& s) {
    if (const auto failed = s.data()->sync()) return cannot("sync", s, failed);
    // Only caches: without them they are built again when they are needed.
    std::vector<file_pointer> written;
    if (!s.write_indexes(written))
        for (const auto& f : written)
            if (const auto failed = f->sync()) return cannot("sync the indexes of", s, failed);
    s.release();
    return {};
}

failure recovery::take_out(const tear& at) {
    auto& s = *segments_[at.segment];
    expected_ = at.offset;
    if (expected_ < settings_.recovery_point) return damaged(s, at.position);
    report_.torn_from = expected_;
    // The youngest first: whenever the power fails, what is left is a log with a torn end.
    const auto keep = at.segment + (at.whole_segment ? 0u : 1u);
    while (segments_.size() > keep) {
        if (auto failed = take_out_segment(*segments_.back()); failed.code) return failed;
        segments_.pop_back();
    }
    if (at.whole_segment) {
        auto& last = *segments_.back();
        if (const auto failed =
                last.prepare(open_mode::read_write, settings_.config.index_interval_bytes))
            return cannot("read", last, failed);
        return {};
    }
    if (!s.is_open())
        if (const auto failed = s.open(open_mode::read_write)) return cannot("open", s, failed);
    report_.torn_bytes += s.size() - at.position;
    const auto kept =
        copy_aside(files_, settings_.directory, expected_, *s.data(), at.position, s.size());
    if (kept.error) return cannot("copy the torn end of", s, kept.error);
    if (!kept.path.empty()) report_.torn_files.push_back(kept.path);
    if (const auto failed = files_.sync_directory(settings_.directory))
        return cannot("sync the folder of", s, failed);
    if (const auto failed = s.truncate(at.position, settings_.config.index_interval_bytes))
        return cannot("cut the torn end off", s, failed);
    return {};
}

failure recovery::take_out_segment(segment& s) {
    report_.torn_bytes += s.size();
    if (s.size() == 0) {
        if (const auto failed = files_.remove(s.path(suffix::log)))
            return cannot("remove", s, failed);
    } else {
        const auto moved =
            move_aside(files_, settings_.directory, s.base_offset(), s.path(suffix::log));
        if (moved.error) return cannot("move aside", s, moved.error);
        report_.torn_files.push_back(moved.path);
    }
    remove_caches(files_, settings_.directory, s.base_offset());
    if (const auto failed = files_.sync_directory(settings_.directory))
        return cannot("sync the folder of", s, failed);
    return {};
}

} // namespace

result<recovered_log> recover(file_system& files, const log_settings& settings) {
    return recovery(files, settings).run();
}

} // namespace kafka::detail::storage
