// How far a reader has come in a partition.
#pragma once

#include <cstdint>
#include <string>

namespace kafka {

/// Where a reader is in one partition.
struct reader_position {
    std::int32_t partition = 0;
    std::int64_t offset = -1;         ///< of the next message that will be returned
    std::int64_t high_watermark = -1; ///< -1: not fetched yet
    std::string topic = {};
    /// Records between the two; -1: not known yet.
    std::int64_t lag() const {
        return high_watermark < 0 || offset < 0 ? -1 : high_watermark - offset;
    }
};

} // namespace kafka
