#include "storage/segment.hpp"

#include "storage/names.hpp"

#include <limits>

namespace kafka::detail::storage {

segment::segment(file_system& files, std::string directory, std::int64_t base_offset,
                 std::uint64_t size, std::int64_t modified)
    : files_(files)
    , directory_(std::move(directory))
    , base_offset_(base_offset)
    , next_offset_(base_offset)
    , size_(size)
    , modified_(modified) {}

result<std::unique_ptr<segment>> segment::create(file_system& files, std::string directory,
                                                 std::int64_t base_offset, std::int64_t now,
                                                 std::string_view ending) {
    auto made = std::make_unique<segment>(files, std::move(directory), base_offset, 0, now);
    made->ending_ = ending;
    made->known_ = true;
    auto file = files.open(made->path(suffix::log), open_mode::create);
    if (!file) return file.error();
    made->data_ = std::move(*file);
    return made;
}

std::string segment::path(std::string_view suffix) const {
    return join(directory_, file_name(base_offset_, suffix)).append(ending_);
}

std::error_code segment::open(open_mode mode) {
    auto file = files_.open(path(suffix::log), mode);
    if (!file) return file.error().code;
    data_ = std::move(*file);
    return {};
}

std::error_code segment::prepare(open_mode mode, std::int32_t index_interval) {
    if (const auto failed = open(mode)) return failed;
    forget_indexes();
    load_indexes();
    return catch_up(index_interval);
}

void segment::release() {
    index_ = {};
    times_ = {};
    data_.reset();
}

std::optional<std::vector<std::byte>> segment::read_whole(std::string_view suffix) const {
    const auto file = files_.open(path(suffix), open_mode::read_only);
    if (!file) return std::nullopt;
    std::vector<std::byte> content((*file)->size());
    const auto got = (*file)->read_at(0, content);
    if (got.error || got.bytes != content.size()) return std::nullopt;
    return content;
}

// Both or none: an offset index without its time index would hide the largest timestamp.
void segment::load_indexes() {
    const auto offsets = read_whole(suffix::index);
    const auto times = read_whole(suffix::time_index);
    if (!offsets || !times) return;
    auto index = offset_index::decode(*offsets, size_);
    auto time = time_index::decode(*times);
    if (!index || !time) return;
    index_ = std::move(*index);
    times_ = std::move(*time);
    max_time_ = times_.last();
}

std::error_code segment::catch_up(std::int32_t index_interval) {
    const auto from = static_cast<std::uint64_t>(index_.last().position);
    if (from > 0) {
        header_scan first(*data_, 0, size_);
        if (first.next() == scanned::batch) first_timestamp_ = first.header().max_timestamp;
    }
    header_scan scan(*data_, from, size_);
    scanned step;
    while ((step = scan.next()) == scanned::batch) {
        if (!may_follow(scan.header())) break;
        note(scan.header(), scan.position(), index_interval);
    }
    if (step == scanned::io_error) return scan.error();
    known_ = step == scanned::end;
    if (known_) return {};
    if (from == 0) return errc::corrupt;
    return rebuild_indexes(index_interval); // perhaps it was the index that was wrong
}

bool segment::may_follow(const record::batch_header& header) const {
    return header.base_offset >= next_offset_ &&
           header.last_offset() - base_offset_ <= std::numeric_limits<std::int32_t>::max();
}

std::error_code segment::rebuild_indexes(std::int32_t index_interval) {
    forget_indexes();
    return catch_up(index_interval);
}

void segment::forget_indexes() {
    index_.clear();
    times_.clear();
    max_time_ = {};
    first_timestamp_ = -1;
    bytes_since_index_ = 0;
    next_offset_ = base_offset_;
}

std::error_code segment::write(std::span<const bytes> pieces, std::uint64_t total,
                               std::int64_t now) {
    if (const auto failed = data_->write_at(size_, pieces)) {
        // Part of it may be there; behind the end it must not stay, where it could look like the
        // rest of a later, shorter batch.
        return data_->truncate(size_) ? make_error_code(errc::poisoned) : failed;
    }
    size_ += total;
    modified_ = now;
    return {};
}

void segment::note(const record::batch_header& header, std::uint64_t position,
                   std::int32_t index_interval) {
    if (position == 0) first_timestamp_ = header.max_timestamp;
    const auto last = relative(header.last_offset());
    if (header.max_timestamp > max_time_.timestamp) max_time_ = {header.max_timestamp, last};
    if (bytes_since_index_ > static_cast<std::uint64_t>(index_interval)) {
        index_.add({last, static_cast<std::int32_t>(position)});
        times_.add(max_time_);
        bytes_since_index_ = 0;
    }
    bytes_since_index_ += header.size();
    next_offset_ = header.next_offset();
}

batch_place segment::scan_for(header_scan& scan, std::int64_t timestamp,
                              std::int64_t offset) const {
    scanned step;
    while ((step = scan.next()) == scanned::batch) {
        const auto& h = scan.header();
        if (h.base_offset < base_offset_) return {.error = errc::corrupt};
        if (h.last_offset() >= offset && h.max_timestamp >= timestamp)
            return {.found = true, .position = scan.position(), .header = h};
    }
    if (step == scanned::end) return {};
    return {.error = step == scanned::bad ? errc::corrupt : scan.error()};
}

batch_place segment::find(std::int64_t offset) const {
    const auto entry = index_.at_offset(offset - base_offset_);
    header_scan scan(*data_, static_cast<std::uint64_t>(entry.position), size_);
    return scan_for(scan, std::numeric_limits<std::int64_t>::min(), offset);
}

batch_place segment::find_time(std::int64_t timestamp, std::int64_t offset) const {
    const auto from =
        std::max(std::int64_t{times_.at_time(timestamp).relative_offset}, offset - base_offset_);
    header_scan scan(*data_, static_cast<std::uint64_t>(index_.at_offset(from).position), size_);
    return scan_for(scan, timestamp, offset);
}

batch_place segment::boundary(std::uint64_t from, std::uint64_t limit) const {
    if (limit >= size_) return {.found = true, .position = size_};
    const auto near = static_cast<std::uint64_t>(index_.at_position(limit).position);
    header_scan scan(*data_, std::max(from, near), size_);
    scanned step;
    while ((step = scan.next()) == scanned::batch)
        if (scan.position() + scan.header().size() > limit)
            return {.found = true, .position = scan.position()};
    if (step == scanned::end) return {.found = true, .position = size_};
    return {.error = step == scanned::bad ? errc::corrupt : scan.error()};
}

std::error_code segment::truncate(std::uint64_t position, std::int32_t index_interval) {
    if (const auto failed = data_->truncate(position)) return failed;
    size_ = position;
    return rebuild_indexes(index_interval);
}

std::error_code segment::write_indexes(std::vector<file_pointer>& written) {
    times_.add(max_time_);
    const auto write = [&](std::string_view suffix, const std::vector<std::byte>& content) {
        const auto where = path(suffix);
        auto file =
            files_.open(where, files_.exists(where) ? open_mode::read_write : open_mode::create);
        if (!file) return file.error().code;
        const bytes pieces[] = {content};
        if (const auto failed = (*file)->truncate(0)) return failed;
        written.push_back(*file);
        return (*file)->write_at(0, pieces);
    };
    if (const auto failed = write(suffix::index, index_.encode())) return failed;
    return write(suffix::time_index, times_.encode());
}

} // namespace kafka::detail::storage
