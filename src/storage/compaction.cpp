// The first half of a round: what is aborted, and where each key was written last.
#include "storage/compaction.hpp"

#include "record/record_view.hpp"
#include "storage/names.hpp"

#include <algorithm>

namespace kafka::detail::storage {

namespace {

// What one call of `run` reads: a fraction of a second's work.
constexpr std::uint64_t slice = std::uint64_t{32} << 20;
constexpr std::size_t largest_transaction_index = std::size_t{64} << 20;

} // namespace

compaction::compaction(file_system& files, std::string directory,
                       std::shared_ptr<folder_guard> guard, log_config config, std::uint64_t memory)
    : files_(files)
    , directory_(std::move(directory))
    , guard_(std::move(guard))
    , config_(config)
    , memory_(memory) {}

std::error_code compaction::run() {
    slice_left_ = slice;
    while (true) {
        std::error_code failed;
        switch (stage_) {
        case stage::looking:
            failed = look();
            break;
        case stage::learning:
            failed = learn();
            break;
        case stage::cleaning:
            failed = clean();
            if (failed) remove_parts(suffix::cleaned);
            break;
        case stage::refused:
            failed = take_back();
            break;
        case stage::taken:
            failed = replace_files();
            break;
        case stage::settled:
            failed = next_group();
            break;
        case stage::swappable:
        case stage::over:
            break;
        }
        const bool log_is_next =
            stage_ == stage::swappable || stage_ == stage::settled || stage_ == stage::over;
        if (failed || log_is_next || slice_left_ == 0) return failed;
    }
}

std::string compaction::path(std::int64_t base, std::string_view suffix) const {
    return join(directory_, file_name(base, suffix));
}

std::error_code compaction::open_source() {
    return guard_->run([&]() -> std::error_code {
        auto file = files_.open(path(source().base_offset, suffix::log), open_mode::read_only);
        if (!file) return file.error().code;
        file_ = std::move(*file);
        position_ = 0;
        reader_ = std::make_unique<batch_reader>(file_, 0, source().size, largest_compacted_batch);
        return {};
    });
}

/// False when the one under way was the last before `end`.
bool compaction::next_source(std::size_t end) {
    file_.reset();
    reader_.reset();
    return ++source_ < end;
}

std::optional<std::vector<std::byte>> compaction::read_file(std::int64_t base,
                                                            std::string_view suffix) {
    file_pointer file;
    if (guard_->run([&] {
            auto found = files_.open(path(base, suffix), open_mode::read_only);
            if (found) file = std::move(*found);
            return std::error_code{};
        }))
        return std::nullopt;
    if (!file || file->size() > largest_transaction_index) return std::nullopt;
    std::vector<std::byte> content(file->size());
    const auto got = file->read_at(0, content);
    if (got.error || got.bytes != content.size()) return std::nullopt;
    return content;
}

std::error_code compaction::read_marker(const record::batch_header& header, std::uint64_t position,
                                        std::optional<record::control_type>& type) const {
    if (header.size() > largest_compacted_batch) return errc::corrupt;
    std::vector<std::byte> batch(header.size());
    const auto got = file_->read_at(position, batch);
    if (got.error) return got.error;
    if (got.bytes < batch.size()) return errc::corrupt;
    type = marker_in(header, bytes(batch).subspan(record::batch_header_size));
    return {};
}

std::error_code compaction::look() {
    if (!file_)
        if (const auto failed = open_source()) return failed;
    header_scan scan(*file_, position_, source().size);
    scanned step;
    while (slice_left_ > 0 && (step = scan.next()) == scanned::batch) {
        const auto& header = scan.header();
        slice_left_ -=
            std::min<std::uint64_t>(slice_left_, std::min<std::uint64_t>(header.size(), 4096));
        position_ = scan.position() + header.size();
        if (header.is_control()) {
            std::optional<record::control_type> type;
            if (const auto failed = read_marker(header, scan.position(), type)) return failed;
            aborted_.marker(header, type);
        } else {
            aborted_.records(header);
            records_ += static_cast<std::uint64_t>(std::max(header.record_count, 0));
        }
    }
    if (slice_left_ == 0) return {};
    if (step != scanned::end) return step == scanned::bad ? errc::corrupt : scan.error();
    if (next_source(sources_.size())) return {};
    begin_learning();
    return {};
}

/// The .txnindex files tell of transactions that began before the part that was looked at.
void compaction::begin_learning() {
    auto aborted = aborted_.take();
    for (const auto& s : sources_)
        if (const auto content = read_file(s.base_offset, suffix::transaction_index))
            std::ranges::copy(read_transaction_index(*content), std::back_inserter(aborted));
    latest_ = std::make_unique<latest_offsets>(records_, memory_, make_digest_secret());
    learning_met_ = std::make_unique<transactions_met>(aborted);
    cleaning_met_ = std::make_unique<transactions_met>(std::move(aborted));
    source_ = first_dirty_source_;
    stage_ = stage::learning;
}

std::error_code compaction::note_keys(const record::batch_header& header, bytes whole,
                                      bool& is_full) {
    bytes records;
    if (const auto failed = records_of(header, whole, unpacked_, records)) return failed;
    record::record_cursor all(header, records);
    for (record::record_view r; all.next(r);) {
        if (r.key.is_null() || r.offset < first_dirty_) continue;
        is_full = !latest_->put(r.key.bytes(), r.offset);
        if (is_full) return {};
    }
    return all.error() == record::errc::ok ? std::error_code{} : errc::corrupt;
}

std::error_code compaction::learn() {
    if (!reader_)
        if (const auto failed = open_source()) return failed;
    scanned step;
    bool is_full = false;
    while (slice_left_ > 0 && (step = reader_->next()) == scanned::batch) {
        const auto& header = reader_->header();
        account(header.size());
        if (header.is_control())
            learning_met_->is_idle_marker(
                header, marker_in(header, reader_->whole().subspan(record::batch_header_size)));
        else if (!learning_met_->was_aborted(header) && header.last_offset() >= first_dirty_)
            if (const auto failed = note_keys(header, reader_->whole(), is_full)) return failed;
        if (is_full) return begin_cleaning();
        known_up_to_ = std::max(known_up_to_, header.last_offset());
    }
    if (slice_left_ == 0) return {};
    if (step != scanned::end) return step == scanned::bad ? errc::corrupt : reader_->error();
    if (next_source(sources_.size())) return {};
    known_up_to_ = end_ - 1;
    return begin_cleaning();
}

void compaction::account(std::uint64_t size) {
    bytes_read_ += size;
    slice_left_ -= std::min(slice_left_, size);
}

} // namespace kafka::detail::storage
