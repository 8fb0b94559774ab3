#include "storage/text_file.hpp"

#include "storage/names.hpp"

namespace kafka::detail::storage {

namespace {

constexpr std::uint64_t largest_text = 256 << 20; // a checkpoint of millions of partitions

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
}

} // namespace

result<std::optional<std::string>> read_text(file_system& files, const std::string& path) {
    if (!files.exists(path)) return std::optional<std::string>();
    const auto file = files.open(path, open_mode::read_only);
    if (!file) return file.error();
    if ((*file)->size() > largest_text)
        return failure{errc::corrupt, path + " is far too large for what it should hold"};
    std::string text((*file)->size(), '\0');
    const auto got = (*file)->read_at(0, std::as_writable_bytes(std::span(text)));
    if (got.error) return failure{got.error, "cannot read " + path + ": " + got.error.message()};
    text.resize(got.bytes);
    return std::optional(std::move(text));
}

std::error_code write_atomically(file_system& files, const std::string& path,
                                 std::string_view content) {
    const auto draft = path + ".tmp";
    if (files.exists(draft))
        if (const auto failed = files.remove(draft)) return failed;
    {
        const auto file = files.open(draft, open_mode::create);
        if (!file) return file.error().code;
        const bytes piece = std::as_bytes(std::span(content));
        if (const auto failed = (*file)->write_at(0, std::span(&piece, 1))) return failed;
        if (const auto failed = (*file)->sync()) return failed;
    }
    if (const auto failed = files.rename(draft, path)) return failed;
    return files.sync_directory(folder_of(path));
}

std::error_code remove_tree(file_system& files, const std::string& path) {
    const auto entries = files.list(path);
    if (!entries) return entries.error().code;
    std::error_code first;
    for (const auto& e : *entries) {
        const auto below = join(path, e.name);
        const auto failed = e.is_directory ? remove_tree(files, below) : files.remove(below);
        if (failed && !first) first = failed;
    }
    return first ? first : files.remove_directory(path);
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        out.push_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return out;
}

} // namespace kafka::detail::storage
