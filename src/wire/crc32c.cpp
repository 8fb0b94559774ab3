#include "wire/crc32c.hpp"

#include <algorithm>
#include <array>

#if KAFKA_WITH_ISAL
#include <isa-l/crc.h>
#endif

namespace kafka::detail::wire {

#if KAFKA_WITH_ISAL

// ISA-L picks the fastest code for the processor at run time (35-55 GB/s from 1 KiB up); it does
// not invert, and its length is an int.
std::uint32_t crc32c(bytes data, std::uint32_t previous) {
    constexpr std::size_t most_at_once = std::size_t{1} << 30;
    auto crc = ~previous;
    while (!data.empty()) {
        const auto n = std::min(data.size(), most_at_once);
        auto* from = reinterpret_cast<unsigned char*>(const_cast<std::byte*>(data.data()));
        crc = crc32_iscsi(from, static_cast<int>(n), crc);
        data = data.subspan(n);
    }
    return ~crc;
}

#else

namespace {

constexpr auto table = [] {
    constexpr std::uint32_t reflected_polynomial = 0x82f63b78;
    std::array<std::uint32_t, 256> t{};
    for (std::uint32_t i = 0; i < t.size(); ++i) {
        t[i] = i;
        for (int bit = 0; bit < 8; ++bit)
            t[i] = (t[i] >> 1) ^ ((t[i] & 1) ? reflected_polynomial : 0);
    }
    return t;
}();

} // namespace

std::uint32_t crc32c(bytes data, std::uint32_t previous) {
    auto crc = ~previous;
    for (auto b : data) crc = (crc >> 8) ^ table[(crc ^ static_cast<std::uint32_t>(b)) & 0xff];
    return ~crc;
}

#endif

} // namespace kafka::detail::wire
