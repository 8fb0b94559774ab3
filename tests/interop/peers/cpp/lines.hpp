// The line format of ../README.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lines {

using bytes = std::optional<std::string>; // no value is Kafka's null

struct record {
    std::int32_t partition = 0;
    std::optional<std::int64_t> timestamp;
    bytes key;
    bytes value;
    std::vector<std::pair<std::string, bytes>> headers;
};

inline std::string to_hex(const bytes& from) {
    if (!from) return "-";
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const char each : *from) {
        const auto byte = static_cast<unsigned char>(each);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

inline bytes from_hex(const std::string& text) {
    if (text == "-") return {};
    std::string raw;
    for (std::size_t at = 0; at + 1 < text.size(); at += 2)
        raw += static_cast<char>(std::stoi(text.substr(at, 2), nullptr, 16));
    return raw;
}

inline std::vector<std::string> split(const std::string& text, char delimiter) {
    std::vector<std::string> parts(1);
    for (const char each : text) {
        if (each == delimiter)
            parts.emplace_back();
        else
            parts.back() += each;
    }
    return parts;
}

inline record parse(const std::string& line) {
    const auto fields = split(line, '\t');
    record parsed{.partition = std::stoi(fields.at(0)),
                  .timestamp = {},
                  .key = from_hex(fields.at(2)),
                  .value = from_hex(fields.at(3)),
                  .headers = {}};
    if (fields.at(1) != "-") parsed.timestamp = std::stoll(fields.at(1));
    if (!fields.at(4).empty())
        for (const auto& header : split(fields.at(4), ',')) {
            const auto colon = header.find(':');
            parsed.headers.emplace_back(*from_hex(header.substr(0, colon)),
                                        from_hex(header.substr(colon + 1)));
        }
    return parsed;
}

inline std::string print(const record& from, std::int64_t offset) {
    std::string headers;
    for (const auto& [name, value] : from.headers)
        headers += (headers.empty() ? "" : ",") + to_hex(name) + ":" + to_hex(value);
    return std::to_string(from.partition) + '\t' + std::to_string(offset) + '\t' +
           std::to_string(from.timestamp.value_or(-1)) + '\t' + to_hex(from.key) + '\t' +
           to_hex(from.value) + '\t' + headers;
}

} // namespace lines
