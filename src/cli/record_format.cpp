#include "cli/record_format.hpp"

#include "cli/bytes_text.hpp"
#include "cli/failure.hpp"
#include "cli/quantity.hpp"

#include <boost/json.hpp>

#include <cctype>
#include <charconv>

namespace kafka::detail::cli {

namespace {

constexpr std::string_view letters = "tpokvshTKS";

std::string json_string(std::string_view text) {
    return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

void print_headers(const header_range& headers, bool json, std::string& out) {
    boost::json::array list;
    bool first = true;
    for (const auto& h : headers) {
        if (json) {
            list.push_back(
                {boost::json::string_view(h.key.data(), h.key.size()),
                 h.value ? boost::json::value(h.value.str()) : boost::json::value(nullptr)});
            continue;
        }
        if (!first) out += ',';
        first = false;
        out.append(h.key).append("=").append(h.value.view());
    }
    if (json) out += boost::json::serialize(list);
}

} // namespace

std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        switch (const char c = text[++i]) {
        case 'n':
            out += '\n';
            break;
        case 't':
            out += '\t';
            break;
        case 'r':
            out += '\r';
            break;
        case '0':
            out += '\0';
            break;
        case 'x': {
            unsigned byte = 0;
            const auto digits = text.substr(i + 1, 2);
            std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
            out += static_cast<char>(byte);
            i += digits.size();
            break;
        }
        default:
            out += c;
        }
    }
    return out;
}

record_format::encoding record_format::parse_encoding(std::string_view text, std::size_t& at,
                                                      char what) {
    if (at + 1 >= text.size() || text[at + 1] != '{') return encoding::raw;
    const auto close = text.find('}', at);
    const auto name = text.substr(at + 2, close == text.npos ? 0 : close - at - 2);
    at = close;
    if (name == "hex") return encoding::hex;
    if (name == "base64") return encoding::base64;
    if (name == "json") return encoding::json;
    if (name == "rfc3339" && what == 'T') return encoding::rfc3339;
    throw failure(wrong_usage,
                  "-f: %" + std::string(1, what) + "{" + std::string(name) +
                      "} is no known encoding",
                  "hex, base64, json, and rfc3339 for %T");
}

record_format::record_format(std::string_view text) {
    std::string literal;
    const auto flush = [&] {
        if (!literal.empty()) pieces_.push_back({0, encoding::raw, unescape(literal)});
        literal.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            literal += text[i];
            continue;
        }
        const char what = i + 1 < text.size() ? text[++i] : '\0';
        if (what == '%')
            literal += '%';
        else if (what != '\0' && letters.find(what) != letters.npos) {
            flush();
            const auto as = parse_encoding(text, i, what);
            pieces_.push_back({what, as, {}});
        } else
            throw failure(
                wrong_usage,
                "-f: %" + std::string(1, what ? what : ' ') + " is no field of a record",
                "%t topic, %p partition, %o offset, %k key, %v value, %h headers, %T time");
    }
    flush();
}

void record_format::print_bytes(bytes_view bytes, encoding as, std::string& out) {
    switch (as) {
    case encoding::hex:
        out += hex_text(bytes);
        return;
    case encoding::base64:
        out += base64_text(bytes);
        return;
    case encoding::json:
        out += bytes.is_null() ? "null" : json_string(bytes);
        return;
    default:
        out.append(bytes.view());
    }
}

void record_format::print_piece(const piece& p, const message& m, std::string& out) const {
    switch (p.what) {
    case 't':
        out.append(m.topic);
        return;
    case 'p':
        out += std::to_string(m.partition);
        return;
    case 'o':
        out += std::to_string(m.offset);
        return;
    case 'k':
        print_bytes(m.key, p.as, out);
        return;
    case 'v':
    case 's':
        print_bytes(m.value, p.as, out);
        return;
    case 'h':
        print_headers(m.headers, p.as == encoding::json, out);
        return;
    case 'K':
        out += m.key.is_null() ? "-1" : std::to_string(m.key.size());
        return;
    case 'S':
        out += m.value.is_null() ? "-1" : std::to_string(m.value.size());
        return;
    case 'T':
        out += p.as == encoding::rfc3339 ? time_text(m.timestamp)
                                         : std::to_string(m.timestamp.time_since_epoch().count());
        return;
    default:
        out += p.text;
    }
}

void record_format::print(const message& m, std::string& out) const {
    for (const auto& p : pieces_) print_piece(p, m, out);
}

} // namespace kafka::detail::cli
