#include "storage/offset_checkpoint.hpp"

#include "storage/text_file.hpp"

#include <charconv>

namespace kafka::detail::storage {

namespace {

// "topic partition offset"; topics have no spaces.
bool parse_line(std::string_view line, offset_map& to) {
    const auto first = line.find(' ');
    const auto second = line.find(' ', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) return false;
    topic_partition of{std::string(line.substr(0, first)), -1};
    std::int64_t offset = -1;
    const auto* end = line.data() + line.size();
    const auto partition = std::from_chars(line.data() + first + 1, end, of.partition);
    const auto rest = std::from_chars(line.data() + second + 1, end, offset);
    if (partition.ec != std::errc{} || partition.ptr != line.data() + second) return false;
    if (rest.ec != std::errc{} || rest.ptr != end || of.partition < 0) return false;
    to[std::move(of)] = offset;
    return true;
}

bool parse(std::string_view text, offset_map& to) {
    const auto lines = lines_of(text);
    if (!text.ends_with('\n') || lines.size() < 2 || lines[1] != std::to_string(lines.size() - 2))
        return false;
    for (std::size_t i = 2; i < lines.size(); ++i)
        if (!parse_line(lines[i], to)) return false;
    return true;
}

} // namespace

std::string to_text(const offset_map& offsets) {
    std::string out = "0\n" + std::to_string(offsets.size()) + "\n";
    for (const auto& [of, offset] : offsets)
        out += of.topic + ' ' + std::to_string(of.partition) + ' ' + std::to_string(offset) + '\n';
    return out;
}

result<offset_map> read_offset_checkpoint(file_system& files, const std::string& path) {
    const auto text = read_text(files, path);
    if (!text) return text.error();
    offset_map offsets;
    if (!*text || (*text)->empty()) return offsets;
    if (const auto lines = lines_of(**text); lines[0] != "0")
        return failure{errc::newer_format, path + " is of version " + std::string(lines[0]) +
                                               ", and this broker knows only version 0"};
    if (!parse(**text, offsets))
        return failure{errc::corrupt,
                       path + " is not a checkpoint of offsets.\nRestore it from a copy, or "
                              "delete it; then every log is checked from its start."};
    return offsets;
}

} // namespace kafka::detail::storage
