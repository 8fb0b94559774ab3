// Swaps partitions between members so that more of them are read from a replica in the member's own
// rack. Shares stay as even as they were, and nobody loses what it owned: fetching from afar is
// cheaper than another interruption. Source: KIP-881.
#pragma once

#include "consumer/assignors/sticky_board.hpp"

namespace kafka::detail::consumer {

void move_near(sticky_board& board);

} // namespace kafka::detail::consumer
