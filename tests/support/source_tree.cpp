#include "support/source_tree.hpp"

#include "support/places.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>

namespace kafka::testing {

namespace {

namespace fs = std::filesystem;

source_file read(const fs::path& root, const fs::path& path) {
    source_file file{fs::relative(path, root).generic_string(), {}};
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) file.lines.push_back(line);
    return file;
}

/// The code without strings, characters and comments, so that braces and names in them do not
/// count.
class code_only {
public:
    std::string of(const std::string& line) {
        std::string out;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (in_comment_) {
                in_comment_ = line.compare(i, 2, "*/") != 0;
                i += in_comment_ ? 0 : 1;
            } else if (line.compare(i, 2, "//") == 0)
                break;
            else if (line.compare(i, 2, "/*") == 0)
                in_comment_ = true;
            else if (starts_literal(line, i))
                i = end_of_literal(line, i);
            else
                out += line[i];
        }
        return out;
    }

private:
    static bool starts_literal(const std::string& line, std::size_t i) {
        const bool digit_separator =
            line[i] == '\'' && i > 0 && std::isalnum(static_cast<unsigned char>(line[i - 1]));
        return line[i] == '"' || (line[i] == '\'' && !digit_separator);
    }
    static std::size_t end_of_literal(const std::string& line, std::size_t i) {
        const char quote = line[i];
        for (++i; i < line.size() && line[i] != quote; ++i)
            if (line[i] == '\\') ++i;
        return i;
    }

    bool in_comment_ = false;
};

bool is_function_head(const std::string& head) {
    static const std::regex not_a_function(
        R"(^\s*(?:template\s*<.*>\s*)?)"
        R"((?:inline\s+|constexpr\s+|static\s+|const\s+)*)"
        R"((?:namespace|class|struct|enum|union|extern)\b)");
    return head.find(')') != head.npos && !std::regex_search(head, not_a_function);
}

} // namespace

std::vector<source_file> source_files(const std::vector<std::string>& folders) {
    const fs::path root = source_directory();
    std::vector<source_file> files;
    for (const auto& folder : folders) {
        if (!fs::exists(root / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const auto extension = entry.path().extension();
            if (extension == ".hpp" || extension == ".cpp")
                files.push_back(read(root, entry.path()));
        }
    }
    std::ranges::sort(files, {}, &source_file::path);
    return files;
}

std::vector<source_function> functions_of(const source_file& file) {
    std::vector<source_function> found;
    code_only code;
    std::string head;
    int depth = 0;
    int function_depth = -1;
    for (std::size_t n = 0; n < file.lines.size(); ++n) {
        const auto line = code.of(file.lines[n]);
        if (!line.empty() && line.front() == '#') continue;
        for (char c : line) {
            if (c == '{') {
                if (function_depth < 0 && is_function_head(head)) {
                    function_depth = depth;
                    found.push_back({head.substr(0, 80), n + 1, 0});
                }
                ++depth;
            } else if (c == '}' && --depth == function_depth) {
                found.back().lines = n + 2 - found.back().first_line;
                function_depth = -1;
            }
            if (c == '{' || c == '}' || c == ';')
                head.clear();
            else
                head += c;
        }
        head += ' ';
    }
    return found;
}

} // namespace kafka::testing
