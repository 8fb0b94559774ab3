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
    p.compressionLevel = is_default ? fast : std::clamp(level, fast, smallest);
    return p;
}

} // namespace

const bool lz4_is_built = true;

errc lz4_compress(int level, wire::bytes in, buffer& out) {
    const auto p = preferences(level);
    const auto bound = LZ4F_compressFrameBound(in.size(), &p);
    return append_bounded(out, bound, [&](std::byte* room) -> std::size_t {
        const auto made = LZ4F_compressFrame(room, bound, in.data(), in.size(), &p);
        return LZ4F_isError(made) ? 0 : made;
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

errc lz4_compress(int, wire::bytes, buffer&) { return errc::codec_not_built; }
errc lz4_decompress(wire::bytes, std::size_t, buffer&) { return errc::codec_not_built; }

} // namespace kafka::detail::record

#endif
