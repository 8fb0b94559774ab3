#include "cli/properties_file.hpp"

#include "cli/failure.hpp"

#include <cstring>
#include <fstream>
#include <sstream>

namespace kafka::detail::cli {

namespace {

constexpr std::string_view blanks = " \t\f\r";

/// One logical line: an odd number of backslashes at the end joins the next line to it.
std::string next_logical_line(std::istream& in) {
    std::string logical;
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        const auto start = line.find_first_not_of(blanks);
        line.erase(0, start == line.npos ? line.size() : start);
        if (logical.empty() && (line.starts_with('#') || line.starts_with('!'))) continue;
        logical += line;
        const auto tail = logical.size() - (logical.find_last_not_of('\\') + 1);
        if (tail % 2 == 0) {
            if (!logical.empty()) return logical;
            continue;
        }
        logical.pop_back();
    }
    return logical;
}

char escaped(char c) {
    switch (c) {
    case 't':
        return '\t';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 'f':
        return '\f';
    default:
        return c;
    }
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
        out += text[i] == '\\' && i + 1 < text.size() ? escaped(text[++i]) : text[i];
    return out;
}

/// Where the key ends: at the first '=', ':' or blank that is not escaped.
std::size_t end_of_key(std::string_view line) {
    std::size_t i = 0;
    for (; i < line.size(); ++i) {
        if (line[i] == '\\')
            ++i;
        else if (line[i] == '=' || line[i] == ':' || blanks.find(line[i]) != blanks.npos)
            break;
    }
    return std::min(i, line.size());
}

} // namespace

std::map<std::string, std::string> parse_properties(std::string_view text) {
    std::map<std::string, std::string> all;
    std::istringstream in{std::string(text)};
    for (auto line = next_logical_line(in); !line.empty(); line = next_logical_line(in)) {
        const std::string_view view = line;
        const auto end = end_of_key(view);
        auto rest = view.substr(end);
        const auto skip = [&] {
            rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
        };
        skip();
        if (rest.starts_with('=') || rest.starts_with(':')) rest.remove_prefix(1);
        skip();
        all[unescaped(view.substr(0, end))] = unescaped(rest);
    }
    return all;
}

std::map<std::string, std::string> read_properties_file(const std::string& path) {
    std::ifstream in(path);
    if (!in) throw failure(not_found, path + ": " + std::strerror(errno));
    std::ostringstream text;
    text << in.rdbuf();
    return parse_properties(text.str());
}

} // namespace kafka::detail::cli
