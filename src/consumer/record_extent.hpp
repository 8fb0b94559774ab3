// Judges the records that a broker answered with for one partition, as far as that can be done
// without decoding them.
#pragma once

#include "wire/blob.hpp"

#include <cstdint>

namespace kafka::detail::consumer {

struct record_extent {
    enum class verdict {
        whole,     // `records` are whole batches
        empty,     // nothing has arrived
        cut_short, // not even the first batch is whole: ask again for `needed` bytes
        damaged,   // the first batch is no batch, or none of them is about what was asked for
    };
    verdict what = verdict::empty;
    wire::bytes records = {};
    std::int64_t next = 0;          // the offset to ask for next
    std::int32_t leader_epoch = -1; // of the last batch
    bool deliverable = false;       // false: control batches and empty ones only
    std::size_t needed = 0;
    std::int64_t messages = 0; // in the batches, as their headers say; control records are none
};

/// `asked` is the offset of the request. A cut batch at the end is normal and left out; so is
/// damage behind whole batches, since the next request begins with it. Source: KIP-74.
record_extent extent_of(wire::bytes records, std::int64_t asked);

} // namespace kafka::detail::consumer
