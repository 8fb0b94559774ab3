// Counts what operator new hands out, so that a test can say "no allocation per record", and
// notices the largest, so that a test can say "no more memory than these bytes justify".
#pragma once

#include <cstddef>

namespace kafka::test {

/// Allocations that this thread has made since it began.
std::size_t allocations();
/// The bytes of the largest one since the thread last forgot it.
std::size_t largest_allocation();
void forget_largest_allocation();

} // namespace kafka::test
