// Record batches for tests of the log, whose records are opaque to it.
#pragma once

#include "record/batch_header.hpp"

#include <string_view>
#include <vector>

namespace kafka::testing {

struct batch_traits {
    std::int32_t records = 1;
    std::size_t bytes = 40; // of what follows the header
    std::int64_t timestamp = 1'000;
    std::int64_t producer_id = -1;
    std::int16_t producer_epoch = -1;
    std::int32_t base_sequence = -1;
    std::int16_t attributes = 0;
    std::byte fill{0x5a};
};

/// A whole batch with a right checksum; what follows the header is `fill`, over and over.
std::vector<std::byte> make_log_batch(const batch_traits& traits);

} // namespace kafka::testing
