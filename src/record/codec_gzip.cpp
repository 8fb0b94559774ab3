#include "record/codecs.hpp"

#if KAFKA_WITH_GZIP

#include <kafka/compression.hpp>

#include <libdeflate.h>

#include <memory>

namespace kafka::detail::record {

namespace {

constexpr int kafkas_default = -1, default_level = 6, fastest = 1, smallest = 12;

struct free_compressor {
    void operator()(libdeflate_compressor* c) const { libdeflate_free_compressor(c); }
};
struct free_decompressor {
    void operator()(libdeflate_decompressor* d) const { libdeflate_free_decompressor(d); }
};

// A compressor is several hundred kilobytes: each thread keeps the one that it used last.
libdeflate_compressor* compressor_of_level(int level) {
    thread_local int made_for = 0;
    thread_local std::unique_ptr<libdeflate_compressor, free_compressor> kept;
    if (level == default_compression_level || level == kafkas_default) level = default_level;
    level = std::clamp(level, fastest, smallest);
    if (made_for != level || !kept) kept.reset(libdeflate_alloc_compressor(level));
    made_for = level;
    return kept.get();
}

libdeflate_decompressor* decompressor() {
    thread_local std::unique_ptr<libdeflate_decompressor, free_decompressor> kept{
        libdeflate_alloc_decompressor()};
    return kept.get();
}

/// Decompresses one member and takes it off `in`. libdeflate works on whole buffers: when the room
/// was too small the member starts again with twice as much.
errc read_member(wire::bytes& in, std::size_t start, std::size_t limit, buffer& out) {
    const auto before = out.size();
    const auto most = allowed(out, start, limit);
    for (auto room = std::min(most, first_guess(in.size()));; room = std::min(most, room * 2)) {
        out.resize(before + room);
        std::size_t used = 0, made = 0;
        const auto result = libdeflate_gzip_decompress_ex(decompressor(), in.data(), in.size(),
                                                          out.data() + before, room, &used, &made);
        if (result == LIBDEFLATE_INSUFFICIENT_SPACE && room < most) continue;
        if (result == LIBDEFLATE_INSUFFICIENT_SPACE) return errc::too_large;
        if (result != LIBDEFLATE_SUCCESS) return errc::bad_compression;
        out.resize(before + made);
        in = in.subspan(used);
        return errc::ok;
    }
}

} // namespace

const bool gzip_is_built = true;

errc gzip_compress(int level, wire::bytes in, buffer& out) {
    auto* c = compressor_of_level(level);
    if (c == nullptr) return errc::bad_compression;
    const auto bound = libdeflate_gzip_compress_bound(c, in.size());
    return append_bounded(out, bound, [&](std::byte* room) {
        return libdeflate_gzip_compress(c, in.data(), in.size(), room, bound);
    });
}

// A gzip stream is one or more members, each complete in itself.
errc gzip_decompress(wire::bytes in, std::size_t limit, buffer& out) {
    const auto start = out.size();
    if (in.empty() || decompressor() == nullptr) return errc::bad_compression;
    while (!in.empty())
        if (const auto e = read_member(in, start, limit, out); e != errc::ok) return e;
    return errc::ok;
}

} // namespace kafka::detail::record

#else

namespace kafka::detail::record {

const bool gzip_is_built = false;

errc gzip_compress(int, wire::bytes, buffer&) { return errc::codec_not_built; }
errc gzip_decompress(wire::bytes, std::size_t, buffer&) { return errc::codec_not_built; }

} // namespace kafka::detail::record

#endif
