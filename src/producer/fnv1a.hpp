// FNV-1a of 32 bits, by which sarama and kafka-go spread keys.
#pragma once

#include <cstdint>
#include <string_view>

namespace kafka::detail::producer {

inline std::uint32_t fnv1a(std::string_view bytes) {
    constexpr std::uint32_t offset_basis = 2166136261;
    constexpr std::uint32_t prime = 16777619;
    auto hash = offset_basis;
    for (const auto byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * prime;
    return hash;
}

} // namespace kafka::detail::producer
