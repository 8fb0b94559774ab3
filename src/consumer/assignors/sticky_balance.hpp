// Evens out who holds how much, moving as little as it can.
#pragma once

#include "consumer/assignors/sticky_board.hpp"

namespace kafka::detail::consumer {

/// Afterwards no chain of moves makes the shares more even: nobody holds two more than somebody to
/// whom a partition could be handed on, directly or through others.
void balance(sticky_board& board);

} // namespace kafka::detail::consumer
