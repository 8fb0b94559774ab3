#include "security/scram_names.hpp"

namespace kafka::detail::security {

std::string escape_name(std::string_view name) {
    std::string out;
    for (char c : name) {
        if (c == ',')
            out += "=2C";
        else if (c == '=')
            out += "=3D";
        else
            out += c;
    }
    return out;
}

std::optional<std::string> unescape_name(std::string_view text) {
    if (text.empty()) return std::nullopt;
    std::string out;
    while (!text.empty()) {
        const auto c = static_cast<unsigned char>(text.front());
        if (c == 0 || c > 0x7f || c == ',') return std::nullopt;
        const bool escaped = c == '=';
        if (escaped && !text.starts_with("=2C") && !text.starts_with("=3D")) return std::nullopt;
        out += !escaped ? text.front() : text[2] == 'C' ? ',' : '=';
        text.remove_prefix(escaped ? 3 : 1);
    }
    return out;
}

} // namespace kafka::detail::security
