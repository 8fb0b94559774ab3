#include "record/compressor.hpp"

#include "record/codecs.hpp"

namespace kafka::detail::record {

namespace {

// Most codecs want one piece; copying costs little beside compressing.
wire::bytes contiguous(std::span<const wire::bytes> pieces, buffer& scratch) {
    if (pieces.size() == 1) return pieces.front();
    std::size_t size = 0;
    for (auto piece : pieces) size += piece.size();
    scratch.reserve(size);
    for (auto piece : pieces) scratch.append(piece);
    return scratch;
}

errc copy(wire::bytes in, std::size_t limit, buffer& out) {
    if (in.size() > limit) return errc::too_large;
    out.append(in);
    return errc::ok;
}

errc pack(compression codec, int level, std::span<const wire::bytes> pieces, buffer& out) {
    if (codec == compression::lz4) return lz4_compress(level, pieces, out);
    buffer scratch;
    const auto in = contiguous(pieces, scratch);
    switch (codec) {
    case compression::none:
        return copy(in, in.size(), out);
    case compression::gzip:
        return gzip_compress(level, in, out);
    case compression::snappy:
        return snappy_compress(in, out);
    case compression::zstd:
        return zstd_compress(level, in, out);
    case compression::lz4:
        break;
    }
    return errc::unknown_codec;
}

errc unpack(compression codec, wire::bytes in, std::size_t limit, buffer& out) {
    switch (codec) {
    case compression::none:
        return copy(in, limit, out);
    case compression::gzip:
        return gzip_decompress(in, limit, out);
    case compression::snappy:
        return snappy_decompress(in, limit, out);
    case compression::lz4:
        return lz4_decompress(in, limit, out);
    case compression::zstd:
        return zstd_decompress(in, limit, out);
    }
    return errc::unknown_codec;
}

} // namespace

bool is_built(compression codec) {
    switch (codec) {
    case compression::none:
        return true;
    case compression::gzip:
        return gzip_is_built;
    case compression::snappy:
        return snappy_is_built;
    case compression::lz4:
        return lz4_is_built;
    case compression::zstd:
        return zstd_is_built;
    }
    return false;
}

errc compress(compression codec, int level, std::span<const wire::bytes> pieces, buffer& out) {
    const auto before = out.size();
    const auto result = pack(codec, level, pieces, out);
    if (result != errc::ok) out.resize(before);
    return result;
}

errc decompress(compression codec, wire::bytes in, std::size_t limit, buffer& out) {
    const auto before = out.size();
    const auto result = unpack(codec, in, limit, out);
    if (result != errc::ok) out.resize(before);
    return result;
}

} // namespace kafka::detail::record
