#include "broker/group/string_hash.hpp"

#include <cstddef>
#include <limits>

namespace kafka::detail::broker {

namespace {

constexpr std::uint32_t bad = 0xffffffff;

struct lead {
    std::size_t length = 0; // bytes of the whole code point; 0: no such first byte
    std::uint32_t bits = 0;
    std::uint32_t least = 0; // a smaller code point is written with fewer bytes
};

lead lead_of(unsigned char c) {
    if (c < 0x80) return {1, c, 0};
    if ((c & 0xe0) == 0xc0) return {2, c & 0x1fu, 0x80};
    if ((c & 0xf0) == 0xe0) return {3, c & 0x0fu, 0x800};
    if ((c & 0xf8) == 0xf0) return {4, c & 0x07u, 0x10000};
    return {};
}

bool is_scalar(std::uint32_t c) { return c <= 0x10ffff && (c < 0xd800 || c > 0xdfff); }

/// Takes one code point off the front; `bad` when there is none.
std::uint32_t take_code_point(std::string_view& text) {
    auto [length, code, least] = lead_of(static_cast<unsigned char>(text.front()));
    if (length == 0 || length > text.size()) return bad;
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xc0) != 0x80) return bad;
        code = code << 6 | (next & 0x3fu);
    }
    text.remove_prefix(length);
    return code >= least && is_scalar(code) ? code : bad;
}

} // namespace

std::optional<std::int32_t> java_hash(std::string_view text) {
    std::uint32_t hash = 0;
    while (!text.empty()) {
        const auto code = take_code_point(text);
        if (code == bad) return std::nullopt;
        if (code >= 0x10000) { // two units in UTF-16
            hash = hash * 31 + (0xd800 + ((code - 0x10000) >> 10));
            hash = hash * 31 + (0xdc00 + ((code - 0x10000) & 0x3ff));
        } else {
            hash = hash * 31 + code;
        }
    }
    return static_cast<std::int32_t>(hash);
}

std::int32_t partition_for_group(std::string_view group, std::int32_t count) {
    const auto hash = java_hash(group).value_or(0);
    // As in Kafka: the one value that has no absolute value counts as 0.
    if (hash == std::numeric_limits<std::int32_t>::min()) return 0;
    return (hash < 0 ? -hash : hash) % count;
}

} // namespace kafka::detail::broker
