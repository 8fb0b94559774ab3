#include "record/legacy_lz4.hpp"

#include <bit>
#include <cstdint>

namespace kafka::detail::record {

namespace {

constexpr std::size_t descriptor_at = 4; // after the magic number
constexpr unsigned has_content_size = 0x08, has_dictionary = 0x01;

std::uint32_t little_endian(wire::bytes four) {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < 4; ++i) out |= static_cast<std::uint32_t>(four[i]) << (8 * i);
    return out;
}

/// XXH32 with seed 0 of fewer than 16 bytes, which is all that a header has.
std::uint32_t xxh32_of_few(wire::bytes in) {
    constexpr std::uint32_t p1 = 2654435761u, p2 = 2246822519u, p3 = 3266489917u, p4 = 668265263u,
                            p5 = 374761393u;
    auto h = p5 + static_cast<std::uint32_t>(in.size());
    for (; in.size() >= 4; in = in.subspan(4)) h = std::rotl(h + little_endian(in) * p3, 17) * p4;
    for (auto b : in) h = std::rotl(h + static_cast<std::uint32_t>(b) * p5, 11) * p1;
    h = (h ^ (h >> 15)) * p2;
    h = (h ^ (h >> 13)) * p3;
    return h ^ (h >> 16);
}

} // namespace

std::vector<std::byte> with_right_lz4_checksum(wire::bytes frame) {
    std::vector<std::byte> out(frame.begin(), frame.end());
    if (frame.size() <= descriptor_at) return out;
    const auto flags = static_cast<unsigned>(frame[descriptor_at]);
    std::size_t size = 2; // flags and block sizes
    if (flags & has_content_size) size += 8;
    if (flags & has_dictionary) size += 4;
    if (frame.size() <= descriptor_at + size) return out;
    const auto sum = xxh32_of_few(frame.subspan(descriptor_at, size));
    out[descriptor_at + size] = static_cast<std::byte>(sum >> 8);
    return out;
}

} // namespace kafka::detail::record
