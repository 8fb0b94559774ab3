// The data directory: who owns it, which partitions it has, and how it is left and found again.
#pragma once

#include <kafka/uuid.hpp>

#include "storage/meta_properties.hpp"
#include "storage/offset_checkpoint.hpp"

#include <optional>

namespace kafka::detail::storage {

struct directory_settings {
    std::string path;
    std::int32_t node_id = 1;
    /// For a directory that is made now; drawn when empty.
    std::string cluster_id;
};

/// A folder below the data directory that holds a partition's log.
struct partition_folder {
    topic_partition of;
    std::string path;
    std::optional<uuid> topic_id; // from partition.metadata
};

/// Owns a data directory for as long as it lives. Everything is in Kafka's own layout, so that
/// Apache Kafka can be started on it when this broker has stopped, and the other way round.
class directory {
public:
    /// Makes the directory when it is absent, formats it when it is empty, locks it, and takes the
    /// mark of a clean stop away. The failure's text is for the operator.
    static result<std::unique_ptr<directory>> open(file_system& files, directory_settings settings);

    const std::string& path() const { return settings_.path; }
    const meta_properties& meta() const { return meta_; }
    /// True when this start has formatted it.
    bool is_fresh() const { return fresh_; }
    /// True when the owner before us stopped cleanly, so that no log needs to be scanned.
    bool was_clean() const { return clean_; }

    result<std::vector<partition_folder>> partitions();
    std::string path_of(const topic_partition& of) const;

    /// Makes the folder of a partition. It is there after a loss of power. An existing one of the
    /// same topic id is kept, so that a creation that was cut short can be repeated.
    result<partition_folder> make_partition(const topic_partition& of, const uuid& topic_id);
    /// Renames the folder, which makes the removal sure, and returns the new path for
    /// `remove_tree`, which may take long and run on any thread.
    result<std::string> doom_partition(const topic_partition& of);
    /// Folders that were doomed before a crash.
    std::vector<std::string> doomed();

    /// Offsets that the last `write` of the same file left; all zero when it is absent.
    result<offset_map> read_checkpoint(const char* name);
    /// May be called on any thread, by one at a time.
    std::error_code write_checkpoint(const char* name, const offset_map& offsets);

    /// Tells the next owner that nothing needs to be scanned. Every log is closed, the checkpoint
    /// of recovery points written. No other call may follow.
    std::error_code mark_clean();

private:
    directory(file_system& files, directory_settings settings)
        : files_(files)
        , settings_(std::move(settings)) {}

    failure make_and_lock();
    failure read_meta();
    failure format();
    failure take_clean_mark();
    failure cannot(const char* what, std::error_code why) const;
    std::string in(std::string_view name) const { return join(settings_.path, name); }

    file_system& files_;
    directory_settings settings_;
    std::unique_ptr<file_lock> lock_;
    meta_properties meta_;
    bool fresh_ = false;
    bool clean_ = false;
};

} // namespace kafka::detail::storage
