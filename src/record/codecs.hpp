// What each codec_*.cpp gives to compressor.cpp, and what they share.
#pragma once

#include "record/buffer.hpp"
#include "record/errc.hpp"
#include "wire/blob.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

namespace kafka::detail::record {

extern const bool gzip_is_built, snappy_is_built, lz4_is_built, zstd_is_built;

errc gzip_compress(int level, wire::bytes in, buffer& out);
errc gzip_decompress(wire::bytes in, std::size_t limit, buffer& out);
errc snappy_compress(wire::bytes in, buffer& out);
errc snappy_decompress(wire::bytes in, std::size_t limit, buffer& out);
errc lz4_compress(int level, std::span<const wire::bytes> pieces, buffer& out);
errc lz4_decompress(wire::bytes in, std::size_t limit, buffer& out);
errc zstd_compress(int level, wire::bytes in, buffer& out);
errc zstd_decompress(wire::bytes in, std::size_t limit, buffer& out);

/// `out` grows by `bound` bytes, `fill(room)` says how many it used (0: it failed), and the rest
/// is given back.
template <class Fill>
errc append_bounded(buffer& out, std::size_t bound, Fill fill) {
    const auto before = out.size();
    out.resize(before + bound);
    const auto used = fill(out.data() + before);
    out.resize(before + used);
    return used == 0 ? errc::bad_compression : errc::ok;
}

/// How much of `out`, which began at `start`, is still allowed.
inline std::size_t allowed(const buffer& out, std::size_t start, std::size_t limit) {
    return limit - std::min(limit, out.size() - start);
}

/// Text shrinks to a quarter or a fifth, so this is where decoders begin that do not know the size.
inline std::size_t first_guess(std::size_t input) { return std::max<std::size_t>(4096, input * 4); }

} // namespace kafka::detail::record
