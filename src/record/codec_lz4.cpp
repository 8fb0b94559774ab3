// The standard lz4 frame (KIP-57), with independent blocks because Java's reader takes no others.
#include "record/codecs.hpp"

#if KAFKA_WITH_LZ4

#include <kafka/compression.hpp>

#include <lz4frame.h>

#include <memory>

namespace kafka::detail::record {

namespace {

// liblz4's 0 is the fast compressor; Kafka's name for that one is 9, its default.
constexpr int fast = 0, kafkas_default = 9, smallest = 12;

struct free_context {
    void operator()(LZ4F_dctx* d) const { LZ4F_freeDecompressionContext(d); }
};
using context = std::unique_ptr<LZ4F_dctx, free_context>;

context make_context() {
    LZ4F_dctx* made = nullptr;
    return LZ4F_isError(LZ4F_createDecompressionContext(&made, LZ4F_VERSION)) ? nullptr
                                                                              : context(made);
}

LZ4F_preferences_t preferences(int level) {
    LZ4F_preferences_t p{};
    p.frameInfo.blockMode = LZ4F_blockIndependent;
    p.frameInfo.blockSizeID = LZ4F_max64KB;
    const bool is_default = level == default_compression_level || level == kafkas_default;
    p.autoFlush = 1; // a piece ends a block, so that nothing is copied inside
    p.compressionLevel = is_default ? fast : std::clamp(level, fast, smallest);
    return p;
}

struct free_compressor {
    void operator()(LZ4F_cctx* c) const { LZ4F_freeCompressionContext(c); }
};
using compressor = std::unique_ptr<LZ4F_cctx, free_compressor>;

compressor make_compressor() {
    LZ4F_cctx* made = nullptr;
    return LZ4F_isError(LZ4F_createCompressionContext(&made, LZ4F_VERSION)) ? nullptr
                                                                            : compressor(made);
}

std::size_t frame_bound(std::span<const wire::bytes> pieces, const LZ4F_preferences_t& p) {
    auto n = LZ4F_HEADER_SIZE_MAX + LZ4F_compressBound(0, &p);
    for (const auto piece : pieces) n += LZ4F_compressBound(piece.size(), &p);
    return n;
}

} // namespace

const bool lz4_is_built = true;

errc lz4_compress(int level, std::span<const wire::bytes> pieces, buffer& out) {
    const auto p = preferences(level);
    const auto c = make_compressor();
    if (!c) return errc::bad_compression;
    out.reserve(out.size() + frame_bound(pieces, p));
    const auto put = [&](std::size_t bound, auto&& write) {
        return append_bounded(out, bound, [&](std::byte* room) -> std::size_t {
            const auto made = write(room, bound);
            return LZ4F_isError(made) ? 0 : made;
        });
    };
    auto result = put(LZ4F_HEADER_SIZE_MAX, [&](std::byte* room, std::size_t size) {
        return LZ4F_compressBegin(c.get(), room, size, &p);
    });
    for (const auto piece : pieces)
        if (result == errc::ok && !piece.empty())
            result = put(LZ4F_compressBound(piece.size(), &p), [&](std::byte* room, auto size) {
                return LZ4F_compressUpdate(c.get(), room, size, piece.data(), piece.size(),
                                           nullptr);
            });
    if (result != errc::ok) return result;
    return put(LZ4F_compressBound(0, &p), [&](std::byte* room, std::size_t size) {
        return LZ4F_compressEnd(c.get(), room, size, nullptr);
    });
}

errc lz4_decompress(wire::bytes in, std::size_t limit, buffer& out) {
    const auto d = make_context();
    if (!d || in.empty()) return errc::bad_compression;
    const auto start = out.size();
    std::size_t written = start;
    std::size_t wanted = 1; // 0 once a frame is complete
    // One byte over the limit is room enough to see that there is more.
    const auto most = limit < out.max_size() - start - 1 ? start + limit + 1 : out.max_size();
    while (!in.empty() || (wanted != 0 && written == out.size())) {
        if (written == out.size()) {
            if (written == most) return errc::too_large;
            out.resize(std::min(most, written + std::max(written - start, first_guess(in.size()))));
        }
        std::size_t used = in.size(), made = out.size() - written;
        wanted = LZ4F_decompress(d.get(), out.data() + written, &made, in.data(), &used, nullptr);
        if (LZ4F_isError(wanted) || (used == 0 && made == 0)) return errc::bad_compression;
        in = in.subspan(used);
        written += made;
    }
    if (wanted != 0) return errc::bad_compression;
    if (written - start > limit) return errc::too_large;
    out.resize(written);
    return errc::ok;
}

} // namespace kafka::detail::record

#else

namespace kafka::detail::record {

const bool lz4_is_built = false;

errc lz4_compress(int, std::span<const wire::bytes>, buffer&) { return errc::codec_not_built; }
errc lz4_decompress(wire::bytes, std::size_t, buffer&) { return errc::codec_not_built; }

} // namespace kafka::detail::record

#endif
