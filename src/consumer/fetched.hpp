// What one answer to Fetch holds for one partition: bytes that nobody has decoded yet.
#pragma once

#include "consumer/byte_budget.hpp"
#include "wire/blob.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace kafka::detail::consumer {

/// The memory that messages view: a response as it came. All its partitions, and every message that
/// the application keeps, share it; when the last is gone its bytes return to the budget.
struct received {
    std::shared_ptr<const void> frame = {};
    std::shared_ptr<const std::string> topic = {};
    byte_hold held = {};
};

/// Whole batches of one partition, one after another. Nothing but their headers was looked at.
struct fetched {
    std::int32_t partition = 0;
    std::uint64_t generation = 0;     // of the position that it was fetched for
    std::int64_t from = 0;            // earlier records are not wanted
    std::int64_t next = 0;            // where to go on after all of this
    std::int64_t high_watermark = -1; // when it was fetched
    wire::bytes records = {};
    std::shared_ptr<const received> memory = {};
};

} // namespace kafka::detail::consumer
