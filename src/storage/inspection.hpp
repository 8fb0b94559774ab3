// Looks at the log of a partition without changing anything.
#pragma once

#include "storage/file.hpp"

#include <string>

namespace kafka::detail::storage {

struct log_inspection {
    std::int64_t start_offset = 0; // of the first segment
    std::int64_t end_offset = 0;   // after the last whole batch
    std::uint64_t bytes = 0;
    std::string trouble = {}; // what is not whole, and where; empty: every batch is
};

/// Reads every segment and checks every batch's checksum. Records up to `recovery_point` had
/// reached the disk. `compacts`: offsets may be missing between batches.
log_inspection inspect_log(file_system& files, const std::string& folder,
                           std::int64_t recovery_point, bool compacts);

} // namespace kafka::detail::storage
