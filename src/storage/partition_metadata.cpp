#include "storage/partition_metadata.hpp"

#include "storage/names.hpp"
#include "storage/text_file.hpp"

namespace kafka::detail::storage {

namespace {

constexpr std::string_view name = "partition.metadata";
constexpr std::string_view version_line = "version: 0";
constexpr std::string_view id_key = "topic_id: ";

} // namespace

result<std::optional<uuid>> read_topic_id(file_system& files, const std::string& directory) {
    const auto path = join(directory, name);
    const auto text = read_text(files, path);
    if (!text) return text.error();
    if (!*text) return std::optional<uuid>();
    const auto lines = lines_of(**text);
    if (lines.size() < 2 || !lines[1].starts_with(id_key)) return std::optional<uuid>();
    if (lines[0] != version_line)
        return failure{errc::newer_format, path + " is of a later version than 0"};
    return uuid::from_string(lines[1].substr(id_key.size()));
}

std::error_code write_topic_id(file_system& files, const std::string& directory, const uuid& id) {
    return write_atomically(files, join(directory, name),
                            std::string(version_line) + '\n' + std::string(id_key) + to_string(id));
}

} // namespace kafka::detail::storage
