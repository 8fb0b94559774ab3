#include "record/codecs.hpp"

#if KAFKA_WITH_ZSTD

#include <kafka/compression.hpp>

#include <zstd.h>
#include <zstd_errors.h>

#include <memory>

namespace kafka::detail::record {

namespace {

constexpr int default_level = 3;

struct free_context {
    void operator()(ZSTD_CCtx* c) const { ZSTD_freeCCtx(c); }
    void operator()(ZSTD_DCtx* d) const { ZSTD_freeDCtx(d); }
};

// Making a context costs as much as a small batch: each thread keeps its own.
ZSTD_CCtx* compressor() {
    thread_local std::unique_ptr<ZSTD_CCtx, free_context> kept{ZSTD_createCCtx()};
    return kept.get();
}
ZSTD_DCtx* decompressor() {
    thread_local std::unique_ptr<ZSTD_DCtx, free_context> kept{ZSTD_createDCtx()};
    return kept.get();
}

/// Where to begin for one frame: the claimed size if the input makes it likely, else a guess.
std::size_t first_room(wire::bytes frame) {
    const auto claimed = ZSTD_getFrameContentSize(frame.data(), frame.size());
    const auto likely = claimed <= std::uint64_t{frame.size()} * 16;
    return likely ? std::max<std::size_t>(1, claimed) : first_guess(frame.size());
}

bool is_too_small(std::size_t result) {
    return ZSTD_getErrorCode(result) == ZSTD_error_dstSize_tooSmall;
}

/// Decompresses into `out` in one go, which takes no window memory from a claim in the frame; when
/// the room was too small the frame starts again with twice as much.
errc read_frame(wire::bytes frame, std::size_t start, std::size_t limit, buffer& out) {
    const auto before = out.size();
    const auto most = allowed(out, start, limit);
    for (auto room = std::min(most, first_room(frame));; room = std::min(most, room * 2)) {
        out.resize(before + room);
        const auto made = ZSTD_decompressDCtx(decompressor(), out.data() + before, room,
                                              frame.data(), frame.size());
        if (!ZSTD_isError(made)) {
            out.resize(before + made);
            return errc::ok;
        }
        if (!is_too_small(made)) return errc::bad_compression;
        if (room == most) return errc::too_large;
    }
}

} // namespace

const bool zstd_is_built = true;

errc zstd_compress(int level, wire::bytes in, buffer& out) {
    if (compressor() == nullptr) return errc::bad_compression;
    if (level == default_compression_level) level = default_level;
    level = std::clamp(level, ZSTD_minCLevel(), ZSTD_maxCLevel());
    const auto bound = ZSTD_compressBound(in.size());
    return append_bounded(out, bound, [&](std::byte* room) -> std::size_t {
        const auto made = ZSTD_compressCCtx(compressor(), room, bound, in.data(), in.size(), level);
        return ZSTD_isError(made) ? 0 : made;
    });
}

// A stream is one or more frames.
errc zstd_decompress(wire::bytes in, std::size_t limit, buffer& out) {
    const auto start = out.size();
    if (in.empty() || decompressor() == nullptr) return errc::bad_compression;
    while (!in.empty()) {
        const auto size = ZSTD_findFrameCompressedSize(in.data(), in.size());
        if (ZSTD_isError(size) || size == 0) return errc::bad_compression;
        if (const auto e = read_frame(in.first(size), start, limit, out); e != errc::ok) return e;
        in = in.subspan(size);
    }
    return errc::ok;
}

} // namespace kafka::detail::record

#else

namespace kafka::detail::record {

const bool zstd_is_built = false;

errc zstd_compress(int, wire::bytes, buffer&) { return errc::codec_not_built; }
errc zstd_decompress(wire::bytes, std::size_t, buffer&) { return errc::codec_not_built; }

} // namespace kafka::detail::record

#endif
