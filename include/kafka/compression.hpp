// The codecs of Kafka record batches.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kafka {

/// The codec of a batch, under Kafka's own numbers (the low three bits of a batch's attributes).
/// Source: https://kafka.apache.org/documentation/#recordbatch
enum class compression : std::int8_t { none = 0, gzip = 1, snappy = 2, lz4 = 3, zstd = 4 };

/// Use a codec's own default level (gzip 6, zstd 3; lz4 and snappy have no levels that Kafka uses).
inline constexpr int default_compression_level = -1000;

constexpr std::string_view to_string(compression c) {
    switch (c) {
    case compression::none:
        return "none";
    case compression::gzip:
        return "gzip";
    case compression::snappy:
        return "snappy";
    case compression::lz4:
        return "lz4";
    case compression::zstd:
        return "zstd";
    }
    return "unknown";
}

/// Reads the names above; empty for anything else.
constexpr std::optional<compression> compression_from_string(std::string_view name) {
    for (int i = 0; i <= 4; ++i)
        if (to_string(static_cast<compression>(i)) == name) return static_cast<compression>(i);
    return std::nullopt;
}

} // namespace kafka
