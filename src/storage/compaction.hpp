// One round of compaction over one log: what runs beside the log's owner.
#pragma once

#include "storage/batch_filter.hpp"
#include "storage/batch_reader.hpp"
#include "storage/compaction_plan.hpp"
#include "storage/folder_guard.hpp"
#include "storage/segment.hpp"

#include <memory>

namespace kafka::detail::storage {

/// Made by `log::begin_compaction`. The log's owner calls `run` on any thread, gives the round back
/// to `log::go_on`, and does so again until that says it is over. A call of `run` reads a bounded
/// number of bytes, so that other work has its turn. Dropping the round at any time leaves at worst
/// files that the next opening of the log finishes or removes.
///
/// Segments are replaced group by group: the new one is written beside as .cleaned, synced, and
/// renamed to .swap; from then on it counts, whatever happens. Now the log reads from it, the old
/// files go, and it gets its final name.
class compaction {
public:
    std::error_code run();

    /// Before this offset nothing is dirty any more, once the round is over.
    std::int64_t cleaned_to() const { return known_up_to_ + 1; }
    /// The old files of a group are to go next.
    bool is_replacing() const { return stage_ == stage::taken || stage_ == stage::refused; }
    std::uint64_t bytes_read() const { return bytes_read_; }
    std::uint64_t bytes_written() const { return bytes_written_; }

private:
    friend class log;

    enum class stage {
        looking,   // for aborted transactions, and how many records there are
        learning,  // the latest offset of each key
        cleaning,  // the group under way
        swappable, // its new segment counts: the log must take it
        refused,   // the log does not have the old segments any more
        taken,     // the old files may go
        settled,   // the new one has its final name
        over,
    };

    compaction(file_system& files, std::string directory, std::shared_ptr<folder_guard> guard,
               log_config config, std::uint64_t memory);

    // Each does a part of its stage, or moves on to the next one.
    std::error_code look();
    std::error_code learn();
    std::error_code clean();
    std::error_code finish_group();
    std::error_code publish(const std::vector<file_pointer>& written);
    std::error_code take_back();
    std::error_code replace_files();
    std::error_code next_group();

    std::error_code open_source();
    bool next_source(std::size_t end);
    std::error_code read_marker(const record::batch_header& header, std::uint64_t position,
                                std::optional<record::control_type>& type) const;
    void begin_learning();
    std::error_code note_keys(const record::batch_header& header, bytes whole, bool& is_full);
    std::error_code begin_cleaning();
    std::error_code begin_group();
    std::error_code write(bytes batch);
    std::error_code flush();
    void account(std::uint64_t size);
    std::error_code write_caches(std::vector<file_pointer>& written);
    std::optional<std::vector<std::byte>> read_file(std::int64_t base, std::string_view suffix);
    std::error_code rename_parts(std::span<const std::string_view> parts, std::string_view from,
                                 std::string_view to);
    void remove_parts(std::string_view ending);
    std::string path(std::int64_t base, std::string_view suffix) const;
    const segment_group& group() const { return groups_[group_]; }
    const compaction_source& source() const { return sources_[source_]; }
    std::size_t group_end() const { return group().first + group().count; }
    std::span<const compaction_source> group_sources() const {
        return std::span(sources_).subspan(group().first, group().count);
    }

    file_system& files_;
    std::string directory_;
    std::shared_ptr<folder_guard> guard_;
    log_config config_;
    std::uint64_t memory_;
    std::vector<compaction_source> sources_; // every segment before `end_`
    std::int64_t first_dirty_ = 0;           // offset
    std::size_t first_dirty_source_ = 0;     // the one that holds it
    std::int64_t end_ = 0;                   // offset
    filter_rules rules_;

    stage stage_ = stage::looking;
    std::size_t source_ = 0;
    file_pointer file_; // of the source under way
    std::uint64_t position_ = 0;
    std::uint64_t slice_left_ = 0;
    std::unique_ptr<batch_reader> reader_;

    aborted_search aborted_;
    std::uint64_t records_ = 0;
    std::unique_ptr<latest_offsets> latest_;
    std::unique_ptr<transactions_met> learning_met_;
    std::unique_ptr<transactions_met> cleaning_met_;
    record::buffer unpacked_;
    std::int64_t known_up_to_ = -1;

    std::unique_ptr<batch_filter> filter_;
    std::vector<segment_group> groups_;
    std::size_t group_ = 0;
    std::size_t last_filled_ = 0; // the last source of the group that has a batch
    std::unique_ptr<segment> cleaned_;
    std::vector<std::byte> unwritten_;
    bool changed_ = false;

    std::uint64_t bytes_read_ = 0;
    std::uint64_t bytes_written_ = 0;
};

} // namespace kafka::detail::storage
