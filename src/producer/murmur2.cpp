#include "producer/murmur2.hpp"

namespace kafka::detail::producer {

namespace {

constexpr std::uint32_t multiplier = 0x5bd1e995;
constexpr std::uint32_t seed = 0x9747b28c;

std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
    return static_cast<unsigned char>(bytes[i]);
}

std::uint32_t word_at(std::string_view bytes, std::size_t i) {
    return byte_at(bytes, i) | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2) << 16 |
           byte_at(bytes, i + 3) << 24;
}

std::uint32_t mixed(std::uint32_t word) {
    word *= multiplier;
    word ^= word >> 24;
    return word * multiplier;
}

} // namespace

std::uint32_t murmur2(std::string_view bytes) {
    auto hash = seed ^ static_cast<std::uint32_t>(bytes.size());
    std::size_t at = 0;
    for (; at + 4 <= bytes.size(); at += 4) hash = hash * multiplier ^ mixed(word_at(bytes, at));
    if (at < bytes.size()) {
        for (auto i = bytes.size(); i-- > at;) hash ^= byte_at(bytes, i) << (8 * (i - at));
        hash *= multiplier;
    }
    hash ^= hash >> 13;
    hash *= multiplier;
    return hash ^ hash >> 15;
}

} // namespace kafka::detail::producer
