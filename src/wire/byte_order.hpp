// Host order <-> network order.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <type_traits>

namespace kafka::detail::wire {

template <std::unsigned_integral U>
constexpr U big_endian(U u) {
    if constexpr (sizeof(U) == 1 || std::endian::native == std::endian::big)
        return u;
    else if constexpr (sizeof(U) == 2)
        return __builtin_bswap16(u);
    else if constexpr (sizeof(U) == 4)
        return __builtin_bswap32(u);
    else
        return __builtin_bswap64(u);
}

/// Reads a network-order integer; the caller has checked that sizeof(T) bytes are there.
template <std::integral T>
T load(const void* from) {
    std::make_unsigned_t<T> u;
    std::memcpy(&u, from, sizeof u);
    return static_cast<T>(big_endian(u));
}

/// Writes a network-order integer; the caller has checked that there is room.
template <std::integral T>
void store(void* to, T value) {
    const auto u = big_endian(static_cast<std::make_unsigned_t<T>>(value));
    std::memcpy(to, &u, sizeof u);
}

} // namespace kafka::detail::wire
