// The table of producers as a file, in Kafka's own format (ProducerSnapshot version 1), so that a
// start needs not read the whole log.
#pragma once

#include "storage/producer_table.hpp"
#include "wire/blob.hpp"

namespace kafka::detail::storage {

/// Version (int16), CRC-32C of all that follows it, number of entries, entries of 46 bytes.
std::vector<std::byte> encode_snapshot(const producer_table& producers);

/// Empty when the bytes are not a whole snapshot: then an older one and the log tell.
std::optional<producer_table> decode_snapshot(wire::bytes from);

} // namespace kafka::detail::storage
