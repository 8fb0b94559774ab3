// The second half of a round: new segments are written and take the place of the old ones.
#include "storage/compaction.hpp"

#include "storage/names.hpp"
#include "storage/removal.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::storage {

namespace {

constexpr std::size_t write_size = std::size_t{1} << 20;
constexpr std::uint64_t largest_segment = std::numeric_limits<std::int32_t>::max();
constexpr std::string_view log_file[] = {suffix::log};
constexpr std::string_view caches[] = {suffix::index, suffix::time_index,
                                       suffix::transaction_index};

std::string both(std::string_view suffix, std::string_view ending) {
    return std::string(suffix).append(ending);
}

} // namespace

std::error_code compaction::begin_cleaning() {
    file_.reset();
    reader_.reset();
    // Not even the first batch's keys had room.
    if (known_up_to_ < first_dirty_) return std::make_error_code(std::errc::not_enough_memory);
    const auto beyond =
        std::ranges::upper_bound(sources_, known_up_to_, {}, &compaction_source::base_offset);
    const auto end = beyond == sources_.end() ? end_ : beyond->base_offset;
    sources_.erase(beyond, sources_.end());
    groups_ = group_segments(sources_, end, config_);
    rules_.known_up_to = known_up_to_;
    filter_ =
        std::make_unique<batch_filter>(*latest_, std::move(rules_), std::move(*cleaning_met_));
    stage_ = stage::cleaning;
    return begin_group();
}

std::error_code compaction::begin_group() {
    source_ = group().first;
    for (auto n = group().first; n < group_end(); ++n)
        if (sources_[n].size > 0) last_filled_ = n;
    changed_ = group().count > 1;
    unwritten_.clear();
    remove_parts(suffix::cleaned); // of a round that failed
    return guard_->run([&]() -> std::error_code {
        auto made = segment::create(files_, directory_, source().base_offset,
                                    sources_[group_end() - 1].modified, suffix::cleaned);
        if (!made) return made.error().code;
        cleaned_ = std::move(*made);
        return {};
    });
}

std::error_code compaction::next_group() {
    cleaned_.reset();
    if (++group_ == groups_.size()) {
        stage_ = stage::over;
        return {};
    }
    stage_ = stage::cleaning;
    return begin_group();
}

std::error_code compaction::clean() {
    if (!reader_)
        if (const auto failed = open_source()) return failed;
    scanned step;
    while (slice_left_ > 0 && (step = reader_->next()) == scanned::batch) {
        account(reader_->header().size());
        // The end of the group stays covered, so that a recovery that finishes the exchange knows
        // every old segment that has to go.
        const bool is_last = source_ == last_filled_ && reader_->next_position() == source().size;
        batch_filter::fate fate{};
        if (const auto failed = filter_->judge(reader_->header(), reader_->whole(), is_last, fate))
            return failed;
        changed_ = changed_ || fate != batch_filter::fate::as_it_is;
        if (fate == batch_filter::fate::dropped) continue;
        const auto batch =
            fate == batch_filter::fate::as_it_is ? reader_->whole() : filter_->anew();
        if (const auto failed = write(batch)) return failed;
    }
    if (slice_left_ == 0) return {};
    if (step != scanned::end) return step == scanned::bad ? errc::corrupt : reader_->error();
    return next_source(group_end()) ? std::error_code{} : finish_group();
}

std::error_code compaction::write(bytes batch) {
    const auto position = cleaned_->size() + unwritten_.size();
    const auto header = record::read_batch_header(batch);
    if (!cleaned_->may_follow(*header)) return errc::corrupt;
    if (position + batch.size() > largest_segment) return errc::batch_too_large;
    cleaned_->note(*header, position, config_.index_interval_bytes);
    unwritten_.insert(unwritten_.end(), batch.begin(), batch.end());
    return unwritten_.size() >= write_size ? flush() : std::error_code{};
}

std::error_code compaction::flush() {
    if (unwritten_.empty()) return {};
    const bytes piece = unwritten_;
    bytes_written_ += piece.size();
    const auto failed = cleaned_->write(std::span(&piece, 1), piece.size(), cleaned_->modified());
    unwritten_.clear();
    return failed;
}

std::error_code compaction::finish_group() {
    if (const auto failed = flush()) return failed;
    if (!changed_) {
        remove_parts(suffix::cleaned);
        return next_group();
    }
    cleaned_->noted_all();
    std::vector<file_pointer> written{cleaned_->data()};
    const auto failed = write_caches(written);
    return failed ? failed : publish(written);
}

/// The transaction index tells of everything that was aborted in the group, of which nothing may be
/// left by now.
std::error_code compaction::write_caches(std::vector<file_pointer>& written) {
    std::vector<std::byte> aborted;
    for (const auto& s : group_sources())
        if (const auto content = read_file(s.base_offset, suffix::transaction_index))
            aborted.insert(aborted.end(), content->begin(), content->end());
    return guard_->run([&]() -> std::error_code {
        if (const auto failed = cleaned_->write_indexes(written)) return failed;
        if (aborted.empty()) return {};
        auto file = files_.open(cleaned_->path(suffix::transaction_index), open_mode::create);
        if (!file) return file.error().code;
        written.push_back(*file);
        const bytes piece = aborted;
        return (*file)->write_at(0, std::span(&piece, 1));
    });
}

std::error_code compaction::publish(const std::vector<file_pointer>& written) {
    for (const auto& f : written)
        if (const auto failed = f->sync()) return failed;
    if (const auto failed = files_.sync_directory(directory_)) return failed;
    auto failed = rename_parts(log_file, suffix::cleaned, suffix::swap);
    if (!failed) failed = rename_parts(caches, suffix::cleaned, suffix::swap);
    if (!failed) failed = files_.sync_directory(directory_);
    if (failed) {
        remove_parts(suffix::swap);
        return failed;
    }
    cleaned_->set_ending(suffix::swap);
    stage_ = stage::swappable;
    return {};
}

std::error_code compaction::rename_parts(std::span<const std::string_view> parts,
                                         std::string_view from, std::string_view to) {
    return guard_->run([&]() -> std::error_code {
        const auto base = group_sources().front().base_offset;
        for (const auto part : parts) {
            const auto old = path(base, both(part, from));
            if (part == suffix::transaction_index && !files_.exists(old)) continue;
            if (const auto failed = files_.rename(old, path(base, both(part, to)))) return failed;
        }
        return {};
    });
}

void compaction::remove_parts(std::string_view ending) {
    const auto base = group_sources().front().base_offset;
    guard_->run([&] {
        for (const auto part : caches) files_.remove(path(base, both(part, ending)));
        return files_.remove(path(base, both(suffix::log, ending)));
    });
}

std::error_code compaction::take_back() {
    remove_parts(suffix::swap);
    stage_ = stage::over;
    return files_.sync_directory(directory_);
}

/// The log reads from the new segment, which it keeps open, so nobody opens these files by name.
/// No step comes before the one that it relies on is on the disk.
std::error_code compaction::replace_files() {
    const auto old = group_sources();
    const auto failed = guard_->run([&]() -> std::error_code {
        for (const auto part : caches) files_.remove(path(old.front().base_offset, part));
        for (const auto& s : old.subspan(1)) {
            if (const auto why = files_.remove(path(s.base_offset, suffix::log))) return why;
            remove_caches(files_, directory_, s.base_offset);
        }
        return {};
    });
    if (failed) return failed;
    if (const auto unsure = files_.sync_directory(directory_)) return unsure;
    if (const auto why = rename_parts(log_file, suffix::swap, "")) return why;
    if (const auto unsure = files_.sync_directory(directory_)) return unsure;
    if (const auto why = rename_parts(caches, suffix::swap, "")) return why;
    if (const auto unsure = files_.sync_directory(directory_)) return unsure;
    stage_ = stage::settled;
    return {};
}

} // namespace kafka::detail::storage
