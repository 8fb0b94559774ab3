// Swaps partitions between members so that more of them are read from a replica in the member's own
// rack. Shares stay as even as they were; what a member owns moves only when it is far from it, and
// then comes home for good, so that the next rebalance moves nothing for it. Source: KIP-881.
#pragma once

#include "consumer/assignors/sticky_board.hpp"

namespace kafka::detail::consumer {

void move_near(sticky_board& board);

} // namespace kafka::detail::consumer
