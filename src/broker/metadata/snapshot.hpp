// Files that Kafka leaves beside its metadata log. Source: KIP-595, KIP-630.
#pragma once

#include "record/batch_view.hpp"
#include "storage/file.hpp"

#include <functional>
#include <optional>

namespace kafka::detail::broker {

/// A snapshot stands for everything before its end offset.
struct snapshot_file {
    std::string path;
    std::int64_t end_offset = 0;
    std::int32_t epoch = 0;
};

/// "00000000000000000042-0000000003.checkpoint": offset in 20 digits, epoch in 10.
std::optional<snapshot_file> snapshot_of(std::string_view name);
std::optional<snapshot_file> find_newest_snapshot(storage::file_system& files,
                                                  const std::string& directory);

/// Calls `each` with every batch. False when the file cannot be read, a batch is damaged, or `each`
/// refuses one.
bool for_each_batch_of_file(storage::file_system& files, const std::string& path,
                            const std::function<bool(const record::batch_view&)>& each);

/// The term in Kafka's `quorum-state`; 0 when there is none.
std::int32_t read_quorum_epoch(storage::file_system& files, const std::string& directory);

} // namespace kafka::detail::broker
