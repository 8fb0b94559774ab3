// Compression of a batch's records area. One .cpp per codec (codec_*.cpp), each behind its
// KAFKA_WITH_... switch.
#pragma once

#include <kafka/compression.hpp>

#include "record/buffer.hpp"
#include "record/errc.hpp"
#include "wire/blob.hpp"

#include <cstddef>
#include <span>

namespace kafka::detail::record {

/// False for a codec that this library was built without.
bool is_built(compression codec);

/// Appends the compressed pieces to `out`. Levels are those of Kafka's compression.*.level (so 9 is
/// lz4's fast default); one outside the codec's range is taken as the nearest one. After an error
/// `out` is as before.
[[nodiscard]] errc compress(compression codec, int level, std::span<const wire::bytes> pieces,
                            buffer& out);

/// Appends the decompressed bytes to `out`: at most `limit`, else too_large. The memory taken
/// follows what the codec really yields, never a size that the input claims. After an error
/// `out` is as before.
[[nodiscard]] errc decompress(compression codec, wire::bytes in, std::size_t limit, buffer& out);

} // namespace kafka::detail::record
