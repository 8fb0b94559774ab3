// Counts what operator new hands out, so that a test can say "no allocation per record".
#pragma once

#include <cstddef>

namespace kafka::test {

/// Allocations that this thread has made since it began.
std::size_t allocations();

} // namespace kafka::test
