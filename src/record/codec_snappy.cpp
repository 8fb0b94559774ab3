// Kafka's snappy is raw snappy in xerial's frame: a header, then blocks with their length in front.
// Some clients send raw snappy without the frame, so both are read; the frame is what is written.
#include "record/codecs.hpp"

#if KAFKA_WITH_SNAPPY

#include "wire/byte_order.hpp"

#include <snappy.h>

#include <array>
#include <cstdint>

namespace kafka::detail::record {

namespace {

constexpr std::size_t block_size = 32 << 10; // as Java's
// The magic, then version 1 and compatible version 1.
constexpr std::array<unsigned char, 16> frame_header{0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0,
                                                     0,    0,   0,   1,   0,   0,   0,   1};
constexpr std::size_t magic_size = 8;
// A copy of 64 bytes takes three: no valid input grows more, so a larger claim is a lie.
constexpr std::size_t largest_growth = 32;

bool is_framed(wire::bytes in) {
    return in.size() >= frame_header.size() &&
           std::equal(frame_header.begin(), frame_header.begin() + magic_size, in.begin(),
                      [](unsigned char a, std::byte b) { return std::byte{a} == b; });
}

const char* chars(const std::byte* from) { return reinterpret_cast<const char*>(from); }

errc read_raw(wire::bytes in, std::size_t start, std::size_t limit, buffer& out) {
    std::size_t claimed = 0;
    if (!snappy::GetUncompressedLength(chars(in.data()), in.size(), &claimed))
        return errc::bad_compression;
    if (claimed > in.size() * largest_growth) return errc::bad_compression;
    if (claimed > allowed(out, start, limit)) return errc::too_large;
    const auto before = out.size();
    out.resize(before + claimed);
    auto* room = reinterpret_cast<char*>(out.data() + before);
    return snappy::RawUncompress(chars(in.data()), in.size(), room) ? errc::ok
                                                                    : errc::bad_compression;
}

errc read_block(wire::bytes& in, std::size_t start, std::size_t limit, buffer& out) {
    if (in.size() < sizeof(std::uint32_t)) return errc::bad_compression;
    const auto length = wire::load<std::uint32_t>(in.data()); // a negative one is too large
    in = in.subspan(sizeof length);
    if (length > in.size()) return errc::bad_compression;
    const auto block = in.first(length);
    in = in.subspan(block.size());
    return read_raw(block, start, limit, out);
}

void write_block(wire::bytes in, buffer& out) {
    const auto before = out.size();
    out.resize(before + sizeof(std::int32_t) + snappy::MaxCompressedLength(in.size()));
    std::size_t made = 0;
    auto* room = out.data() + before + sizeof(std::int32_t);
    snappy::RawCompress(chars(in.data()), in.size(), reinterpret_cast<char*>(room), &made);
    wire::store(out.data() + before, static_cast<std::int32_t>(made));
    out.resize(before + sizeof(std::int32_t) + made);
}

} // namespace

const bool snappy_is_built = true;

errc snappy_compress(wire::bytes in, buffer& out) {
    const auto header = std::as_bytes(std::span(frame_header));
    out.append(header);
    for (; !in.empty(); in = in.subspan(std::min(block_size, in.size())))
        write_block(in.first(std::min(block_size, in.size())), out);
    return errc::ok;
}

errc snappy_decompress(wire::bytes in, std::size_t limit, buffer& out) {
    const auto start = out.size();
    if (!is_framed(in)) return read_raw(in, start, limit, out);
    while (!in.empty()) {
        if (is_framed(in)) { // streams may follow one another
            in = in.subspan(frame_header.size());
            continue;
        }
        if (const auto e = read_block(in, start, limit, out); e != errc::ok) return e;
    }
    return errc::ok;
}

} // namespace kafka::detail::record

#else

namespace kafka::detail::record {

const bool snappy_is_built = false;

errc snappy_compress(wire::bytes, buffer&) { return errc::codec_not_built; }
errc snappy_decompress(wire::bytes, std::size_t, buffer&) { return errc::codec_not_built; }

} // namespace kafka::detail::record

#endif
