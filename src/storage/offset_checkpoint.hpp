// The files that hold one offset for each partition of a data directory.
#pragma once

#include "storage/file.hpp"
#include "storage/names.hpp"

#include <map>

namespace kafka::detail::storage {

using offset_map = std::map<topic_partition, std::int64_t>;

namespace checkpoint {
inline constexpr const char* recovery_points = "recovery-point-offset-checkpoint";
inline constexpr const char* start_offsets = "log-start-offset-checkpoint";
inline constexpr const char* cleaned = "cleaner-offset-checkpoint";
inline constexpr const char* high_watermarks = "replication-offset-checkpoint";
} // namespace checkpoint

/// "0", the number of lines, then "topic partition offset" on each.
std::string to_text(const offset_map& offsets);

/// Empty when the file is absent. A file that is not in the format is a failure, not an empty one:
/// it is only ever replaced as a whole, so something else has damaged it.
result<offset_map> read_offset_checkpoint(file_system& files, const std::string& path);

} // namespace kafka::detail::storage
