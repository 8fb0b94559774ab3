// Java's .properties files: key=value lines with comments, continuation lines and escapes.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace kafka::detail::cli {

/// The last of repeated keys wins. Source: java.util.Properties.load.
std::map<std::string, std::string> parse_properties(std::string_view text);
/// Throws `failure` when the file cannot be read.
std::map<std::string, std::string> read_properties_file(const std::string& path);

} // namespace kafka::detail::cli
