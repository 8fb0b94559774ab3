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

/// Bytes that this thread took and did not give back, as malloc counts them; and the most that it
/// was since the thread last forgot it. Of use where one thread does both.
std::ptrdiff_t bytes_held();
std::ptrdiff_t most_bytes_held();
void forget_most_bytes_held();

} // namespace kafka::test
