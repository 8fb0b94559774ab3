// The data directory as the broker uses it: whose it is, and the folders of partitions in it.
#pragma once

#include <kafka/uuid.hpp>

#include "broker/broker.hpp"
#include "broker/metadata/image.hpp"
#include "broker/partition.hpp"
#include "storage/directory.hpp"

#include <memory>
#include <string>

namespace kafka::detail::broker {

/// A folder that is no topic's any more and whose files go later.
struct doomed_folder {
    std::string path;
    std::int64_t delay_ms = 0;
};

class store {
public:
    store(const surroundings& world, std::string path, std::int64_t producer_expiration_ms)
        : world_(world)
        , path_(std::move(path))
        , producer_expiration_ms_(producer_expiration_ms) {}

    /// Opens or formats the directory. Empty, or what is wrong in words for the operator.
    std::string open(std::int32_t node, std::error_code& code);

    storage::directory& directory() { return *directory_; }
    const std::string& path() const { return directory_->path(); }
    const std::string& cluster_id() const { return directory_->meta().cluster_id; }
    const uuid& directory_id() const { return directory_id_; }

    /// Gives the folders that belong to no topic of the image another name: those of `removed`
    /// topics are deleted, others are kept as Kafka keeps what it does not know.
    std::string sort_out(const image& metadata, const std::vector<uuid>& removed);

    /// The log of a partition, whose folder is made when it is absent. Null when it cannot be
    /// opened, which is logged.
    std::unique_ptr<storage::log> open(const partition_name& name, const topic_config& config);
    /// Takes the folder of a closed log out of the way at once; its files go after the delay.
    void retire(const partition_name& name, std::int64_t delay_ms);
    std::vector<doomed_folder> take_doomed() { return std::exchange(doomed_, {}); }

    storage::log_settings settings_for(const storage::topic_partition& of, std::string folder,
                                       const storage::log_config& config) const;
    /// What the checkpoints say at the start, which stands for logs that are not open.
    const storage::offset_map& recovery_points() const { return recovery_points_; }
    const storage::offset_map& start_offsets() const { return start_offsets_; }

    /// Before which offset a log needs no compaction; 0 when that is not known.
    std::int64_t cleaned_to(const partition_name& of) const;
    void set_cleaned_to(const partition_name& of, std::int64_t offset);
    const storage::offset_map& cleaned() const { return cleaned_; }

private:
    void keep_stray(const storage::partition_folder& folder);

    const surroundings& world_;
    std::string path_;
    std::int64_t producer_expiration_ms_;
    std::unique_ptr<storage::directory> directory_;
    uuid directory_id_;
    storage::offset_map recovery_points_;
    storage::offset_map start_offsets_;
    storage::offset_map cleaned_;
    std::vector<doomed_folder> doomed_;
};

} // namespace kafka::detail::broker
