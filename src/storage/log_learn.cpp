// What a log knows besides its batches: leader epochs and producers.
#include "storage/log.hpp"

#include "storage/names.hpp"
#include "storage/producer_snapshot.hpp"
#include "storage/text_file.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::storage {

namespace {

constexpr std::string_view epochs_name = "leader-epoch-checkpoint";

std::optional<producer_table> read_snapshot(file_system& files, const std::string& path) {
    const auto file = files.open(path, open_mode::read_only);
    if (!file) return std::nullopt;
    std::vector<std::byte> content((*file)->size());
    const auto got = (*file)->read_at(0, content);
    if (got.error || got.bytes != content.size()) return std::nullopt;
    return decode_snapshot(content);
}

// Not synced: whoever needs that puts the file among those that a sync job covers.
result<file_pointer> write_whole(file_system& files, const std::string& path, bytes content) {
    auto file = files.open(path, files.exists(path) ? open_mode::read_write : open_mode::create);
    if (!file) return file;
    auto failed = (*file)->truncate(0);
    if (!failed) failed = (*file)->write_at(0, std::span(&content, 1));
    if (failed) return failure{failed, {}};
    return file;
}

} // namespace

failure log::learn(std::int64_t scanned_from) {
    const auto epochs_from = load_epochs(scanned_from);
    if (const auto unsure = forget_lost_snapshots())
        return {unsure, "cannot tidy " + settings_.directory + ": " + unsure.message()};
    const auto producers_from = load_snapshot();
    if (auto failed = replay_from(producers_from, epochs_from); failed.code) return failed;
    if (known_.epochs.truncate_from_start(start_offset_)) known_.epochs_changed = true;
    known_.producers.expire(settings_.now, settings_.config.producer_expiration_ms);
    return {};
}

// From which offset on the batches must tell.
std::int64_t log::load_epochs(std::int64_t scanned_from) {
    const auto text = read_text(files_, join(settings_.directory, epochs_name));
    auto known = text && *text ? leader_epochs::parse(**text) : std::nullopt;
    if (!known) return 0;
    known_.epochs = std::move(*known);
    if (scanned_from >= end_offset_) return end_offset_;
    known_.epochs_changed = known_.epochs.truncate_from_end(scanned_from);
    return scanned_from;
}

std::vector<std::int64_t> log::snapshot_offsets() const {
    std::vector<std::int64_t> offsets;
    if (const auto entries = files_.list(settings_.directory))
        for (const auto& e : *entries)
            if (const auto offset = offset_of(e.name, suffix::snapshot)) offsets.push_back(*offset);
    std::ranges::sort(offsets, std::greater());
    return offsets;
}

// Those of batches that a crash took. They must not be found again when the log has grown past
// their offsets with other batches.
std::error_code log::forget_lost_snapshots() {
    bool found = false;
    for (const auto offset : snapshot_offsets()) {
        if (offset <= end_offset_) continue;
        found = true;
        const auto path = join(settings_.directory, file_name(offset, suffix::snapshot));
        if (const auto failed = files_.remove(path)) return failed;
    }
    return found ? files_.sync_directory(settings_.directory) : std::error_code{};
}

// Takes the latest snapshot that is whole; returns from which offset on the batches must tell.
// Snapshots in the middle of a segment are left by clean stops, and of use only once; those before
// the first segment know less than producers wrote, and nothing is left to tell the rest.
std::int64_t log::load_snapshot() {
    const auto first = segments_.front()->base_offset();
    for (const auto offset : snapshot_offsets()) {
        const auto path = join(settings_.directory, file_name(offset, suffix::snapshot));
        const bool at_segment = std::ranges::any_of(
            segments_, [&](const auto& s) { return s->base_offset() == offset; });
        const bool useful = offset >= first && last_snapshot_ < 0;
        auto producers = useful ? read_snapshot(files_, path) : std::nullopt;
        if (producers) {
            known_.producers = std::move(*producers);
            last_snapshot_ = offset;
        } else if (!at_segment || last_snapshot_ < 0) {
            files_.remove(path);
        }
    }
    return std::max<std::int64_t>(last_snapshot_, 0);
}

failure log::replay_from(std::int64_t producers_from, std::int64_t epochs_from) {
    const auto from = std::min(producers_from, epochs_from);
    if (from >= end_offset_) return {};
    for (auto n = segment_of(from); n < segments_.size(); ++n) {
        auto& s = *segments_[n];
        const bool was_open = s.is_open();
        auto failed = was_open ? std::error_code{} : s.open(open_mode::read_only);
        if (!failed) failed = replay(s, producers_from, epochs_from, known_);
        if (failed)
            return {failed == errc::corrupt ? make_error_code(errc::damaged) : failed,
                    "cannot read " + s.path(suffix::log) + ": " + failed.message() +
                        ".\nThe partition stays offline. Restore the file from a copy."};
        if (!was_open) s.release();
    }
    return {};
}

void log::write_snapshot() {
    if (last_snapshot_ == end_offset_) return;
    const auto path = join(settings_.directory, file_name(end_offset_, suffix::snapshot));
    // Its checksum tells whether it is whole, and an older one and the log make up for it.
    if (auto file = write_whole(files_, path, encode_snapshot(known_.producers))) {
        last_snapshot_ = end_offset_;
        unsynced_.push_back(std::move(*file));
    } else {
        files_.remove(path);
    }
}

// Before the first batch of an epoch is written, so that a full disk is noticed in time; it is
// durable before that batch is.
std::error_code log::begin_epoch() {
    const auto before = known_.epochs;
    known_.epochs.assign(leader_epoch_, end_offset_);
    const auto failed = write_epochs();
    if (failed) known_.epochs = before;
    return failed;
}

std::error_code log::write_epochs() {
    const auto path = join(settings_.directory, epochs_name);
    const auto draft = path + ".tmp";
    const auto text = known_.epochs.to_text();
    const auto file = write_whole(files_, draft, std::as_bytes(std::span(text)));
    if (!file) return file.error().code;
    if (const auto failed = files_.rename(draft, path)) return failed;
    unsynced_.push_back(*file);
    directory_changed_ = true;
    known_.epochs_changed = false;
    return {};
}

void log::expire_producers(std::int64_t now) {
    known_.producers.expire(now, settings_.config.producer_expiration_ms);
}

} // namespace kafka::detail::storage
