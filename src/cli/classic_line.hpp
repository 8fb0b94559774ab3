// A line of the console producer: headers, key and value with separators between them.
#pragma once

#include "cli/record_json.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::cli {

/// Kafka's LineMessageReader and its properties: parse.key, key.separator, parse.headers,
/// headers.delimiter, headers.separator, headers.key.separator, null.marker, ignore.error.
class classic_line {
public:
    explicit classic_line(const std::map<std::string, std::string>& properties);

    /// Throws classic_failure with Kafka's words when a separator is missing, unless ignore.error
    /// is set.
    parsed_record parse(std::string_view line, std::size_t number) const;

private:
    std::string property(const std::map<std::string, std::string>& all, const std::string& name,
                         const std::string& fallback) const;
    /// Cuts the text up to `separator` off `rest`; empty when it is not there.
    std::optional<std::string_view> cut(std::string_view& rest, const std::string& separator,
                                        const char* what, std::string_view line,
                                        std::size_t number) const;
    std::optional<std::string> or_null(std::string_view text) const;
    void parse_headers(std::string_view text, std::size_t number, parsed_record& out) const;

    bool parse_key_;
    bool parse_headers_;
    bool ignore_error_;
    std::string key_separator_;
    std::string headers_delimiter_;
    std::string headers_separator_;
    std::string header_key_separator_;
    std::optional<std::string> null_marker_;
};

/// "a=b" lines, as --property takes them. Throws classic_failure for one without "=".
std::map<std::string, std::string> property_map(const std::vector<std::string>& texts);

} // namespace kafka::detail::cli
