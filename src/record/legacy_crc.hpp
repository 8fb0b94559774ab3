// CRC-32 (IEEE 802.3), which guards messages of magic 0 and 1. By table: these formats are rare.
#pragma once

#include "wire/blob.hpp"

#include <cstdint>

namespace kafka::detail::record {

std::uint32_t legacy_crc(wire::bytes data);

} // namespace kafka::detail::record
