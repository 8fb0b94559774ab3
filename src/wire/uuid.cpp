#include <kafka/uuid.hpp>

#include <random>

namespace kafka {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t text_size = 22;

std::byte random_byte(std::random_device& source) { return static_cast<std::byte>(source()); }

} // namespace

uuid uuid::random() {
    std::random_device source;
    uuid id;
    do {
        for (auto& b : id.bytes) b = random_byte(source);
        id.bytes[6] = (id.bytes[6] & std::byte{0x0f}) | std::byte{0x40};
        id.bytes[8] = (id.bytes[8] & std::byte{0x3f}) | std::byte{0x80};
    } while (to_string(id).front() == '-');
    return id;
}

std::optional<uuid> uuid::from_string(std::string_view text) {
    if (text.size() != text_size) return std::nullopt;
    uuid id;
    unsigned bits = 0;
    int count = 0;
    std::size_t at = 0;
    for (char c : text) {
        const auto digit = alphabet.find(c);
        if (digit == alphabet.npos) return std::nullopt;
        bits = (bits << 6) | static_cast<unsigned>(digit);
        count += 6;
        if (count < 8 || at == id.bytes.size()) continue;
        count -= 8;
        id.bytes[at++] = static_cast<std::byte>(bits >> count);
    }
    if ((bits & ((1u << count) - 1)) != 0) return std::nullopt; // bits after the 128th
    return id;
}

std::string to_string(const uuid& id) {
    std::string out;
    out.reserve(text_size);
    unsigned bits = 0;
    int count = 0;
    for (auto b : id.bytes) {
        bits = (bits << 8) | static_cast<unsigned>(b);
        for (count += 8; count >= 6;) {
            count -= 6;
            out += alphabet[(bits >> count) & 63];
        }
    }
    out += alphabet[(bits << (6 - count)) & 63];
    return out;
}

} // namespace kafka
