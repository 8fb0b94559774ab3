#include "cli/bytes_text.hpp"

#include <boost/beast/core/detail/base64.hpp>
#include <boost/json/string_view.hpp>
#include <fmt/format.h>

namespace kafka::detail::cli {

namespace base64 = boost::beast::detail::base64;

std::string hex_text(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() * 2);
    for (unsigned char c : bytes) fmt::format_to(std::back_inserter(out), "{:02x}", c);
    return out;
}

std::string base64_text(std::string_view bytes) {
    std::string out(base64::encoded_size(bytes.size()), '\0');
    out.resize(base64::encode(out.data(), bytes.data(), bytes.size()));
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::string out(base64::decoded_size(text.size()), '\0');
    const auto [written, read] = base64::decode(out.data(), text.data(), text.size());
    out.resize(written);
    if (base64_text(out) != text) return std::nullopt; // the decoder stops at what it does not know
    return out;
}

bool is_utf8(std::string_view bytes) {
    std::size_t i = 0;
    while (i < bytes.size()) {
        const auto c = static_cast<unsigned char>(bytes[i]);
        const int more = c < 0x80         ? 0
                         : (c >> 5) == 6  ? 1
                         : (c >> 4) == 14 ? 2
                         : (c >> 3) == 30 ? 3
                                          : -1;
        if (more < 0 || i + static_cast<std::size_t>(more) >= bytes.size()) return false;
        std::uint32_t point = more == 0 ? c : c & (0x3fu >> more);
        for (int k = 1; k <= more; ++k) {
            const auto next = static_cast<unsigned char>(bytes[i + static_cast<std::size_t>(k)]);
            if ((next & 0xc0) != 0x80) return false;
            point = (point << 6) | (next & 0x3fu);
        }
        constexpr std::uint32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (point < least[more] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
            return false;
        i += static_cast<std::size_t>(more) + 1;
    }
    return true;
}

std::string printable(std::string_view bytes) {
    std::string out;
    for (unsigned char c : bytes) {
        if (c >= 0x20 && c != 0x7f)
            out += static_cast<char>(c);
        else
            fmt::format_to(std::back_inserter(out), "\\x{:02x}", c);
    }
    return out;
}

} // namespace kafka::detail::cli
