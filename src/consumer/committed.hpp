// Leaves out what transactions have written that were aborted.
#pragma once

#include "record/buffer.hpp"

#include <cstdint>
#include <vector>

namespace kafka::detail::consumer {

/// A producer whose transaction was aborted, and the offset of the first record in it.
struct aborted_transaction {
    std::int64_t producer_id = -1;
    std::int64_t first_offset = 0;
};

/// A copy of the batches without those of aborted transactions. `aborted` is what the broker says
/// of the same records, in any order; a producer may be in it more than once. Markers stay: whoever
/// walks the records passes over them. Stops at what is no whole batch. Source: KIP-98.
record::buffer committed_of(wire::bytes records, std::vector<aborted_transaction> aborted);

} // namespace kafka::detail::consumer
