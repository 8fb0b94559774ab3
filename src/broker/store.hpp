// The data directory as the broker uses it: whose it is, and the folders of partitions in it.
#pragma once

#include <kafka/uuid.hpp>

#include "broker/broker.hpp"
#include "broker/partition.hpp"

#include <memory>
#include <string>

namespace kafka::detail::broker {

class store {
public:
    store(const surroundings& world, std::string path, std::int64_t producer_expiration_ms)
        : world_(world)
        , path_(std::move(path))
        , producer_expiration_ms_(producer_expiration_ms) {}

    /// Opens or formats the directory. Empty, or what is wrong in words for the operator.
    std::string open(std::int32_t node);

    const std::string& path() const { return path_; }
    const std::string& cluster_id() const { return cluster_id_; }
    const uuid& directory_id() const { return directory_id_; }
    /// The owner before us stopped in order, so nothing that was written can be missing.
    bool was_clean() const { return was_clean_; }

    /// The log of a partition, whose folder is made when it is absent. Null when it cannot be
    /// opened, which is logged.
    std::unique_ptr<storage::log> open(const partition_name& name, const topic_config& config);
    /// Takes the partition's folder out of the way at once; its files go after the delay.
    void retire(const partition_name& name, std::unique_ptr<storage::log> log,
                std::int64_t delay_ms);
    storage::log_settings settings_for(std::string folder, const storage::log_config& config);

private:
    std::string make_folder(const partition_name& name);

    const surroundings& world_;
    std::string path_;
    std::int64_t producer_expiration_ms_;
    std::string cluster_id_;
    uuid directory_id_;
    bool was_clean_ = false;
};

} // namespace kafka::detail::broker
