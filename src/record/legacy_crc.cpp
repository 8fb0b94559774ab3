#include "record/legacy_crc.hpp"

#include <array>

namespace kafka::detail::record {

namespace {

constexpr auto table = [] {
    constexpr std::uint32_t reflected_polynomial = 0xedb88320;
    std::array<std::uint32_t, 256> t{};
    for (std::uint32_t i = 0; i < t.size(); ++i) {
        t[i] = i;
        for (int bit = 0; bit < 8; ++bit)
            t[i] = (t[i] >> 1) ^ ((t[i] & 1) ? reflected_polynomial : 0);
    }
    return t;
}();

} // namespace

std::uint32_t legacy_crc(wire::bytes data) {
    std::uint32_t crc = ~std::uint32_t{0};
    for (auto b : data) crc = (crc >> 8) ^ table[(crc ^ static_cast<std::uint32_t>(b)) & 0xff];
    return ~crc;
}

} // namespace kafka::detail::record
