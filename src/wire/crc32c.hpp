// CRC-32C (Castagnoli), which guards every record batch.
#pragma once

#include "wire/blob.hpp"

#include <cstdint>

namespace kafka::detail::wire {

/// `previous` is the CRC of the bytes before these, so that pieces can be summed one after another.
std::uint32_t crc32c(bytes data, std::uint32_t previous = 0);

} // namespace kafka::detail::wire
