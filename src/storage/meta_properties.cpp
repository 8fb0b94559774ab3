#include "storage/meta_properties.hpp"

#include "storage/text_file.hpp"

#include <charconv>
#include <map>

namespace kafka::detail::storage {

namespace {

constexpr std::int64_t current_version = 1;

using properties = std::map<std::string, std::string, std::less<>>;

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Java escapes ':', '=', '#' and '!' in values with a backslash.
std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) ++i;
        out += text[i];
    }
    return out;
}

properties parse(std::string_view text) {
    properties out;
    for (const auto line : lines_of(text)) {
        const auto trimmed = trim(line);
        const auto equals = trimmed.find('=');
        if (trimmed.empty() || trimmed[0] == '#' || trimmed[0] == '!' ||
            equals == std::string_view::npos)
            continue;
        out[std::string(trim(trimmed.substr(0, equals)))] =
            unescape(trim(trimmed.substr(equals + 1)));
    }
    return out;
}

std::optional<std::int64_t> number(const properties& from, std::string_view key) {
    const auto found = from.find(key);
    if (found == from.end()) return std::nullopt;
    std::int64_t value = 0;
    const auto* end = found->second.data() + found->second.size();
    const auto [stopped, error] = std::from_chars(found->second.data(), end, value);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return value;
}

std::string text_of(const properties& from, std::string_view key) {
    const auto found = from.find(key);
    return found == from.end() ? std::string() : found->second;
}

failure wrong_version(std::optional<std::int64_t> version, const std::string& path) {
    if (!version) return {errc::corrupt, path + " has no version"};
    if (*version < current_version)
        return {errc::old_format, path + " is of version " + std::to_string(*version) +
                                      ", of Kafka with ZooKeeper.\nMigrate the cluster to KRaft "
                                      "with Kafka 3.9 first, or choose an empty directory."};
    return {errc::newer_format, path + " is of version " + std::to_string(*version) +
                                    ", and this broker knows only version 1.\nStart the newer "
                                    "program that wrote it, or choose another directory."};
}

} // namespace

std::string to_text(const meta_properties& meta) {
    return "#\ncluster.id=" + meta.cluster_id + "\ndirectory.id=" + meta.directory_id +
           "\nnode.id=" + std::to_string(meta.node_id) + "\nversion=1\n";
}

result<meta_properties> parse_meta_properties(std::string_view text, const std::string& path) {
    const auto all = parse(text);
    const auto version = number(all, "version");
    if (version != current_version) return wrong_version(version, path);
    const auto node = number(all, "node.id");
    meta_properties meta{text_of(all, "cluster.id"), static_cast<std::int32_t>(node.value_or(-1)),
                         text_of(all, "directory.id")};
    if (meta.cluster_id.empty() || !node || *node < 0 || *node > 0x7fffffff)
        return failure{errc::corrupt,
                       path + " lacks cluster.id or node.id; restore it from a copy"};
    return meta;
}

} // namespace kafka::detail::storage
