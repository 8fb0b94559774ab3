// One file of a log with its indexes: the batches from one offset on.
#pragma once

#include "record/batch_header.hpp"
#include "storage/batch_scan.hpp"
#include "storage/file.hpp"
#include "storage/offset_index.hpp"
#include "storage/time_index.hpp"

namespace kafka::detail::storage {

/// Where a batch is in its segment. Neither `error` nor `found`: there is none that was asked for.
struct batch_place {
    std::error_code error;
    bool found = false;
    std::uint64_t position = 0;
    record::batch_header header;
};

/// Used by one thread; the files that it gives out are free of that. Nothing is opened or read
/// before `prepare`, so that thousands of old segments cost nothing at start.
class segment {
public:
    /// `size` and `modified`, milliseconds of the wall clock, are the file's.
    segment(file_system& files, std::string directory, std::int64_t base_offset, std::uint64_t size,
            std::int64_t modified);
    /// Makes an empty file, which is prepared.
    /// The files of one that compaction makes have another ending until it takes its place.
    static result<std::unique_ptr<segment>> create(file_system& files, std::string directory,
                                                   std::int64_t base_offset, std::int64_t now,
                                                   std::string_view ending = {});

    std::int64_t base_offset() const { return base_offset_; }
    std::uint64_t size() const { return size_; }
    std::string path(std::string_view suffix) const;
    /// Milliseconds of the wall clock when the file was written to last.
    std::int64_t modified() const { return modified_; }
    /// Its files were renamed. For as long as there is an ending it stays open.
    void set_ending(std::string_view ending) { ending_ = ending; }
    bool has_ending() const { return !ending_.empty(); }

    /// Opens the log file. Indexes stay empty.
    std::error_code open(open_mode mode);
    /// Opens the file and loads the indexes; what they do not know is found by reading headers.
    /// Afterwards `next_offset` is known.
    std::error_code prepare(open_mode mode, std::int32_t index_interval);
    bool is_open() const { return data_ != nullptr; }
    /// Closes the file and drops the indexes. What is known of offsets and times stays known.
    void release();
    const file_pointer& data() const { return data_; }
    std::int64_t next_offset() const { return next_offset_; }
    /// Offsets only rise, and their distance from the base fits an index entry.
    bool may_follow(const record::batch_header& header) const;

    /// Adds the bytes of whole batches at the end. On failure the segment is as it was, or, when
    /// even that could not be had, the error is errc::poisoned.
    std::error_code write(std::span<const bytes> pieces, std::uint64_t total, std::int64_t now);
    /// Tells the indexes of a batch that is in the file, in the order of the file.
    void note(const record::batch_header& header, std::uint64_t position,
              std::int32_t index_interval);
    /// Every batch of the file was noted.
    void noted_all() { known_ = true; }

    /// The first batch whose last offset is not before `offset`.
    batch_place find(std::int64_t offset) const;
    /// The first such batch whose largest timestamp is not before `timestamp`.
    batch_place find_time(std::int64_t timestamp, std::int64_t offset) const;
    /// The largest batch boundary from `from`, which is one, up to `limit`.
    batch_place boundary(std::uint64_t from, std::uint64_t limit) const;

    /// Whether the segment was prepared once, so that the three below are right.
    bool is_known() const { return known_; }
    /// -1 when no batch has one.
    std::int64_t max_timestamp() const { return max_time_.timestamp; }
    /// The last offset of the batch that has it.
    std::int64_t offset_of_max_timestamp() const {
        return base_offset_ + max_time_.relative_offset;
    }
    /// The largest timestamp in the first batch; -1 when there is no batch.
    std::int64_t first_timestamp() const { return first_timestamp_; }
    /// The largest timestamp; without any, when the file was written to last.
    std::int64_t age_timestamp() const {
        return max_time_.timestamp >= 0 ? max_time_.timestamp : modified_;
    }
    std::size_t index_entries() const { return std::max(index_.count(), times_.count()); }

    /// Keeps the batches before `position`, a boundary, and reads their headers again.
    std::error_code truncate(std::uint64_t position, std::int32_t index_interval);
    std::error_code rebuild_indexes(std::int32_t index_interval);
    void forget_indexes();
    /// Writes the indexes to their files; adds those to `written` so that they can be synced.
    std::error_code write_indexes(std::vector<file_pointer>& written);

private:
    void load_indexes();
    std::error_code catch_up(std::int32_t index_interval);
    std::optional<std::vector<std::byte>> read_whole(std::string_view suffix) const;
    batch_place scan_for(header_scan& scan, std::int64_t timestamp, std::int64_t offset) const;
    std::int32_t relative(std::int64_t offset) const {
        return static_cast<std::int32_t>(offset - base_offset_);
    }

    file_system& files_;
    std::string directory_;
    std::string ending_;
    std::int64_t base_offset_;
    std::int64_t next_offset_;
    std::uint64_t size_;
    file_pointer data_;
    offset_index index_;
    time_index times_;
    time_entry max_time_;
    std::int64_t first_timestamp_ = -1;
    std::int64_t modified_;
    bool known_ = false;
    std::uint64_t bytes_since_index_ = 0;
};

} // namespace kafka::detail::storage
