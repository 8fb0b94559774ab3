// The durable log of one partition: batches go to the end, readers get parts of files.
#pragma once

#include "storage/compaction.hpp"
#include "storage/log_config.hpp"
#include "storage/recent_batches.hpp"
#include "storage/recovery.hpp"
#include "storage/removal.hpp"
#include "storage/replay.hpp"
#include "storage/segment.hpp"
#include "storage/sync_job.hpp"

#include <optional>

namespace kafka::detail::storage {

/// One batch on its way into a log, and what became of it.
struct append_item {
    /// As validated. `append` sets the base offset and the leader epoch, which the checksum does
    /// not cover; everything else goes to the disk as it is here.
    record::batch_header header;
    /// The bytes behind the header; alive until `append` returns.
    bytes records;

    std::error_code error;         // out: why it is not in the log
    std::int64_t base_offset = -1; // out
    /// Out: the producer repeated itself, and the batch stands at `base_offset` since earlier.
    bool duplicate = false;
};

/// Views a whole encoded batch; empty when it is shorter than a header.
std::optional<append_item> item_of(bytes batch);

/// A part of one segment's file: whole batches. It may be read until the last holder has gone,
/// even when the log has removed the segment.
struct log_slice {
    std::shared_ptr<const file> source;
    std::uint64_t position = 0;
    std::uint64_t length = 0;
};

/// A record found by its time.
struct timed_offset {
    std::error_code error;
    bool found = false;
    std::int64_t offset = -1;
    std::int64_t timestamp = -1;
    std::int32_t leader_epoch = -1;
};

struct read_result {
    std::error_code error;
    log_slice slice;
};

/// Every call is made on one thread, the log's owner. Other threads may only run a `sync_job` and
/// read slices; both stay valid whatever the owner does meanwhile.
class log {
public:
    /// Opens the folder of a partition, which exists, and makes good what a crash left. Fails with
    /// errc::damaged when something is wrong below the recovery point.
    static result<std::unique_ptr<log>> open(file_system& files, log_settings settings);

    /// What opening found.
    const recovery_report& report() const { return report_; }
    const std::string& directory() const { return settings_.directory; }
    const log_config& config() const { return settings_.config; }
    void set_config(const log_config& config) { settings_.config = config; }
    /// Stands in every batch that is appended from now on.
    void set_leader_epoch(std::int32_t epoch) { leader_epoch_ = epoch; }
    std::int32_t leader_epoch() const { return leader_epoch_; }
    /// The answer to OffsetForLeaderEpoch.
    epoch_end end_of_epoch(std::int32_t epoch) const;

    std::int64_t start_offset() const { return start_offset_; }
    /// The offset of the next record.
    std::int64_t end_offset() const { return end_offset_; }
    /// Records before it survive loss of power. This is Kafka's recovery point.
    std::int64_t durable_offset() const { return durable_.offset; }
    std::uint64_t size() const;
    std::size_t segment_count() const { return segments_.size(); }

    /// Writes the batches at the end, one system call for all of them as a rule. Every item gets
    /// its offset or its error; those after a failed one are still tried. Sequences and epochs of
    /// producers are checked here. `now` is the wall clock in milliseconds.
    void append(std::span<append_item> items, std::int64_t now);
    const producer_table& producers() const { return known_.producers; }
    void expire_producers(std::int64_t now);

    /// Whole batches from the one that holds `offset`, at most `max_bytes` of them, but always the
    /// first one; none from `before` on. Empty when there is nothing yet.
    read_result read(std::int64_t offset, std::uint64_t max_bytes, std::int64_t before);

    /// The first record, from the start of the log, whose timestamp is not before the given one.
    timed_offset find_time(std::int64_t timestamp);
    /// The first record that has the largest timestamp of all.
    timed_offset find_max_time();

    /// Gives up the segments that retention.ms and retention.bytes, or an earlier deletion, leave
    /// nothing of. Run the removal where it may take time.
    removal apply_retention(std::int64_t now);
    /// Records before `offset`, which is not behind the end, are no longer there. That is only sure
    /// once the new start offset was written to its checkpoint.
    std::error_code delete_before(std::int64_t offset);
    /// Drops every batch that reaches up to `offset` or beyond. No sync job may be out. A recovery
    /// point in the checkpoint that is larger must have been lowered before: otherwise the next
    /// start takes what is missing for damage. Not while a round of compaction is out.
    std::error_code truncate(std::int64_t offset);

    /// What compaction would find to do. `cleaned_to` is what the last round said, or the
    /// checkpoint; the start of the log when there is none.
    compaction_scope compaction_need(std::int64_t cleaned_to, std::int64_t now);
    /// Null when it is not worth it, or when a round is out. `memory`: the most bytes for the
    /// latest offsets of keys; with less than the keys need a round covers less of the log.
    std::unique_ptr<compaction> begin_compaction(std::int64_t cleaned_to, std::int64_t now,
                                                 std::uint64_t memory);
    /// After each `run` of the round, with its outcome. True: it wants to be run again.
    bool go_on(compaction& round, std::error_code failed);
    /// A round failed for a reason that a later one would find again.
    bool is_compaction_off() const { return compaction_failed_; }
    /// The folder has another owner from now on: what was given out leaves it alone.
    void give_up_folder() { guard_->give_up(); }

    bool needs_sync() const { return durable_.offset < end_offset_ || !unsynced_.empty(); }
    /// Everything that has been appended; run it on any thread, then give it back to `end_sync`.
    /// Empty when nothing is to be done or a job is out already.
    std::optional<sync_job> begin_sync();
    /// Moves the durable offset, or, after a failure, poisons the log: appends are refused until
    /// it is opened anew.
    std::error_code end_sync(sync_job job);
    /// Both at once, on this thread. No job may be out.
    std::error_code sync();
    bool is_poisoned() const { return poisoned_; }

    /// Syncs, and writes what makes the next opening quick. No job may be out, and no call but
    /// reading may follow.
    std::error_code close();

private:
    // An offset and where in which segment it is, so that reading up to it needs no search.
    struct mark {
        std::int64_t offset = 0;
        std::int64_t segment_base = 0;
        std::uint64_t position = 0;
    };

    log(file_system& files, log_settings settings)
        : files_(files)
        , settings_(std::move(settings)) {}

    segment& active() { return *segments_.back(); }
    const segment& active() const { return *segments_.back(); }
    mark end_mark() const { return {end_offset_, active().base_offset(), active().size()}; }

    failure learn(std::int64_t scanned_from);
    failure replay_from(std::int64_t producers_from, std::int64_t epochs_from);
    failure keep_what_was_learned();
    std::int64_t load_epochs(std::int64_t scanned_from);
    std::vector<std::int64_t> snapshot_offsets() const;
    std::error_code forget_lost_snapshots();
    std::int64_t load_snapshot();
    void write_snapshot();
    std::error_code begin_epoch();
    std::error_code write_epochs();

    bool admit(append_item& item, std::int64_t now);
    std::error_code make_room(const record::batch_header& header, std::int64_t now);
    bool must_roll(const record::batch_header& header, std::int64_t now) const;
    std::error_code roll(std::int64_t now);
    void written(const append_item& item, std::uint64_t position);
    void stage(append_item& item);
    void write_staged(std::int64_t now);

    std::size_t expired_segments(std::int64_t now);
    bool is_expired(segment& s, std::int64_t now);
    removal give_up(std::size_t count);

    std::int64_t compaction_end(std::int64_t first_dirty, std::int64_t now);
    bool is_overdue(std::size_t first_dirty, std::int64_t end, std::int64_t now);
    bool take(compaction& round);
    void settle(std::int64_t base);

    batch_place find_batch_by_time(std::int64_t timestamp, std::int64_t from, segment*& in);

    std::size_t segment_of(std::int64_t offset) const;
    std::error_code make_readable(segment& s);
    void keep_open(segment& s);
    read_result read_in(segment& s, std::int64_t offset, std::uint64_t max_bytes,
                        std::int64_t before);
    // A wrong index leads into the middle of a batch; then it is built anew, once.
    template <class Find>
    batch_place search(segment& s, Find find) {
        const auto place = find();
        if (place.error != errc::corrupt) return place;
        if (const auto failed = s.rebuild_indexes(settings_.config.index_interval_bytes))
            return {.error = failed};
        return find();
    }
    batch_place locate(segment& s, std::int64_t offset);
    result<std::uint64_t> end_in(segment& s, std::int64_t before);
    result<std::uint64_t> cut(segment& s, std::uint64_t from, std::uint64_t limit);

    file_system& files_;
    log_settings settings_;
    recovery_report report_;
    std::vector<std::unique_ptr<segment>> segments_; // the last one is written to; never empty
    std::vector<segment*> opened_;                   // of the others, the last ones read
    std::int64_t active_since_ = 0; // wall clock; for segment.ms without timestamps
    recent_batches recent_;
    std::int64_t start_offset_ = 0;
    std::int64_t end_offset_ = 0;
    std::int32_t leader_epoch_ = 0;
    batch_knowledge known_;
    std::int64_t last_snapshot_ = -1; // offset
    bool caches_stale_ = true;        // the active segment's index files

    std::shared_ptr<folder_guard> guard_ = std::make_shared<folder_guard>();
    bool compacting_ = false;
    bool compaction_failed_ = false;
    std::int64_t settled_before_ = 0; // older segments and their names are on the disk for sure

    mark durable_;
    std::vector<file_pointer> unsynced_; // of segments that are not written to any more
    bool directory_changed_ = false;
    bool syncing_ = false;
    bool poisoned_ = false;

    // Scratch of `append`, kept so that it allocates nothing.
    std::vector<std::array<std::byte, record::batch_header_size>> headers_;
    std::vector<bytes> pieces_;
    std::vector<append_item*> staged_;
    std::uint64_t staged_bytes_ = 0;
};

} // namespace kafka::detail::storage
