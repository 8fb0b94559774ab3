// Kafka's first lz4 frames (magic 0) have a wrong checksum in their header: it was computed over
// the magic number too. Source: KIP-57.
#pragma once

#include "wire/blob.hpp"

#include <vector>

namespace kafka::detail::record {

/// A copy of the frame whose header checksum is the one that lz4 expects. What is no lz4 frame is
/// copied as it is.
std::vector<std::byte> with_right_lz4_checksum(wire::bytes frame);

} // namespace kafka::detail::record
