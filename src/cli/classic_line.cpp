#include "cli/classic_line.hpp"

#include "cli/classic_options.hpp"
#include "cli/record_format.hpp"

#include <fmt/format.h>

namespace kafka::detail::cli {

std::map<std::string, std::string> property_map(const std::vector<std::string>& texts) {
    std::map<std::string, std::string> all;
    for (const auto& text : texts) {
        const auto equals = text.find('=');
        if (equals == text.npos)
            throw classic_failure("Invalid property: \"" + text + "\" is not key=value");
        all[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return all;
}

std::string classic_line::property(const std::map<std::string, std::string>& all,
                                   const std::string& name, const std::string& fallback) const {
    const auto found = all.find(name);
    return found == all.end() ? fallback : unescape(found->second);
}

classic_line::classic_line(const std::map<std::string, std::string>& p)
    : parse_key_(property(p, "parse.key", "false") == "true")
    , parse_headers_(property(p, "parse.headers", "false") == "true")
    , ignore_error_(property(p, "ignore.error", "false") == "true")
    , key_separator_(property(p, "key.separator", "\t"))
    , headers_delimiter_(property(p, "headers.delimiter", "\t"))
    , headers_separator_(property(p, "headers.separator", ","))
    , header_key_separator_(property(p, "headers.key.separator", ":")) {
    if (p.contains("null.marker")) null_marker_ = p.at("null.marker");
}

std::optional<std::string_view> classic_line::cut(std::string_view& rest,
                                                  const std::string& separator, const char* what,
                                                  std::string_view line, std::size_t number) const {
    const auto at = rest.find(separator);
    if (at == rest.npos) {
        if (ignore_error_) return std::nullopt;
        throw classic_failure(
            fmt::format("org.apache.kafka.common.KafkaException: No {} found on line "
                        "number {}: '{}'",
                        what, number, line));
    }
    const auto part = rest.substr(0, at);
    rest.remove_prefix(at + separator.size());
    return part;
}

std::optional<std::string> classic_line::or_null(std::string_view text) const {
    if (null_marker_ && text == *null_marker_) return std::nullopt;
    return std::string(text);
}

void classic_line::parse_headers(std::string_view text, std::size_t number,
                                 parsed_record& out) const {
    if (null_marker_ && text == *null_marker_) return;
    while (!text.empty()) {
        const auto at = std::min(text.find(headers_separator_), text.size());
        auto pair = text.substr(0, at);
        text.remove_prefix(std::min(at + headers_separator_.size(), text.size()));
        const auto name = cut(pair, header_key_separator_, "header key separator", pair, number);
        out.headers.emplace_back(std::string(name.value_or(pair)),
                                 name ? or_null(pair) : std::nullopt);
    }
}

parsed_record classic_line::parse(std::string_view line, std::size_t number) const {
    parsed_record out;
    auto rest = line;
    if (parse_headers_)
        if (const auto text = cut(rest, headers_delimiter_, "headers delimiter", line, number))
            parse_headers(*text, number, out);
    if (parse_key_)
        if (const auto key = cut(rest, key_separator_, "key separator", line, number))
            out.key = or_null(*key);
    out.value = or_null(rest);
    return out;
}

} // namespace kafka::detail::cli
