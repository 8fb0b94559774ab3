// Zigzag variable-length integers as records use them, and the plain unsigned form of flexible
// versions.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kafka::detail::wire {

inline constexpr std::size_t max_varint_bytes = 5;
inline constexpr std::size_t max_varlong_bytes = 10;

constexpr std::uint64_t zigzag(std::int64_t v) {
    return (static_cast<std::uint64_t>(v) << 1) ^ static_cast<std::uint64_t>(v >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t u) {
    return static_cast<std::int64_t>(u >> 1) ^ -static_cast<std::int64_t>(u & 1);
}

constexpr std::size_t unsigned_varint_size(std::uint64_t v) {
    std::size_t n = 1;
    for (; v >= 0x80; v >>= 7) ++n;
    return n;
}
constexpr std::size_t varint_size(std::int64_t v) { return unsigned_varint_size(zigzag(v)); }

/// Writes `v` and returns the first byte after it. The caller has made room for ten bytes.
inline std::byte* put_unsigned_varint(std::byte* to, std::uint64_t v) {
    for (; v >= 0x80; v >>= 7) *to++ = static_cast<std::byte>(v | 0x80);
    *to++ = static_cast<std::byte>(v);
    return to;
}
inline std::byte* put_varint(std::byte* to, std::int64_t v) {
    return put_unsigned_varint(to, zigzag(v));
}

/// Reads at most `limit` bytes; null when the integer does not end before `end` or is too long.
inline const std::byte* get_unsigned_varint(const std::byte* from, const std::byte* end,
                                            std::uint64_t& out, std::size_t limit) {
    out = 0;
    for (std::size_t i = 0; i < limit && from + i < end; ++i) {
        const auto b = static_cast<std::uint64_t>(from[i]);
        out |= (b & 0x7f) << (7 * i);
        if (!(b & 0x80)) return from + i + 1;
    }
    return nullptr;
}
inline const std::byte* get_varint(const std::byte* from, const std::byte* end, std::int32_t& out) {
    std::uint64_t u;
    const auto* next = get_unsigned_varint(from, end, u, max_varint_bytes);
    if (next == nullptr || u > 0xffffffffu) return nullptr;
    out = static_cast<std::int32_t>(unzigzag(u));
    return next;
}
inline const std::byte* get_varlong(const std::byte* from, const std::byte* end,
                                    std::int64_t& out) {
    std::uint64_t u;
    const auto* next = get_unsigned_varint(from, end, u, max_varlong_bytes);
    if (next != nullptr) out = unzigzag(u);
    return next;
}

} // namespace kafka::detail::wire
