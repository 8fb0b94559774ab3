// Makes good what a crash left in the folder of a partition.
#pragma once

#include "storage/log_config.hpp"
#include "storage/segment.hpp"

namespace kafka::detail::storage {

/// What a log needs to know to be opened.
struct log_settings {
    std::string directory;
    log_config config;
    /// From the checkpoint of log start offsets; 0 when it is not there.
    std::int64_t start_offset = 0;
    /// From the checkpoint of recovery points; 0 when it is not there.
    std::int64_t recovery_point = 0;
    /// From the checkpoint of compaction; 0 when it is not there. Before it there may be gaps.
    std::int64_t cleaned_to = 0;
    /// The owner before us stopped cleanly: everything is durable and nothing is scanned.
    bool clean = false;
    /// The wall clock in milliseconds.
    std::int64_t now = 0;
};

struct recovery_report {
    std::size_t segments_scanned = 0;
    /// What followed the last whole batch; gone from the log.
    std::uint64_t torn_bytes = 0;
    std::int64_t torn_from = -1; // offset
    /// Where it was moved; empty when it was nothing but zeros or the disk had no room.
    std::vector<std::string> torn_files;
};

struct recovered_log {
    std::vector<std::unique_ptr<segment>> segments; // never empty; the last one is open for writing
    recovery_report report;
    /// From here on every batch was checked, and may be unknown to the files beside the log.
    std::int64_t scanned_from = 0;
};

result<recovered_log> recover(file_system& files, const log_settings& settings);

} // namespace kafka::detail::storage
