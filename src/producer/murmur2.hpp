// The hash by which Kafka's own clients spread keys, so that records of one key meet in one
// partition whoever writes them. Source: MurmurHash2 with the seed of Kafka's Utils.murmur2.
#pragma once

#include <cstdint>
#include <string_view>

namespace kafka::detail::producer {

std::uint32_t murmur2(std::string_view bytes);

/// The index among `count` partitions that Java's default partitioner gives to a key.
inline std::size_t murmur2_index(std::string_view key, std::size_t count) {
    return (murmur2(key) & 0x7fffffffu) % count;
}

} // namespace kafka::detail::producer
