#include "broker/metadata/snapshot.hpp"

#include "storage/names.hpp"

#include <algorithm>
#include <charconv>

namespace kafka::detail::broker {

namespace {

constexpr std::uint64_t snapshot_limit = std::uint64_t{1} << 30;
constexpr std::uint64_t quorum_state_limit = 1 << 20;

std::optional<std::vector<std::byte>> read_whole(storage::file_system& files,
                                                 const std::string& path, std::uint64_t limit) {
    const auto file = files.open(path, storage::open_mode::read_only);
    if (!file || (*file)->size() > limit) return std::nullopt;
    std::vector<std::byte> out((*file)->size());
    const auto got = (*file)->read_at(0, out);
    if (got.error || got.bytes != out.size()) return std::nullopt;
    return out;
}

template <class T>
std::optional<T> digits(std::string_view text) {
    T out{};
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || stop != text.data() + text.size() || out < 0) return std::nullopt;
    return out;
}

} // namespace

std::optional<snapshot_file> snapshot_of(std::string_view name) {
    constexpr std::string_view suffix = ".checkpoint";
    constexpr std::size_t stem = 20 + 1 + 10;
    if (name.size() != stem + suffix.size() || !name.ends_with(suffix) || name[20] != '-')
        return std::nullopt;
    const auto offset = digits<std::int64_t>(name.substr(0, 20));
    const auto epoch = digits<std::int32_t>(name.substr(21, 10));
    if (!offset || !epoch) return std::nullopt;
    return snapshot_file{std::string(name), *offset, *epoch};
}

std::optional<snapshot_file> find_newest_snapshot(storage::file_system& files,
                                                  const std::string& directory) {
    std::optional<snapshot_file> newest;
    const auto entries = files.list(directory);
    if (!entries) return std::nullopt;
    for (const auto& entry : *entries) {
        const auto found = snapshot_of(entry.name);
        if (found && (!newest || found->end_offset > newest->end_offset)) newest = found;
    }
    if (newest) newest->path = storage::join(directory, newest->path);
    return newest;
}

bool for_each_batch_of_file(storage::file_system& files, const std::string& path,
                            const std::function<bool(const record::batch_view&)>& each) {
    const auto bytes = read_whole(files, path, snapshot_limit);
    if (!bytes) return false;
    record::batch_cursor batches(*bytes);
    while (const auto batch = batches.next())
        if (!batch->crc_matches() || !each(*batch)) return false;
    return batches.error() == record::errc::ok;
}

std::int32_t read_quorum_epoch(storage::file_system& files, const std::string& directory) {
    const auto bytes =
        read_whole(files, storage::join(directory, "quorum-state"), quorum_state_limit);
    if (!bytes) return 0;
    const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    constexpr std::string_view name = "\"leaderEpoch\"";
    const auto at = text.find(name);
    if (at == std::string_view::npos) return 0;
    const auto first = text.find_first_of("0123456789", at + name.size());
    if (first == std::string_view::npos) return 0;
    const auto last = text.find_first_not_of("0123456789", first);
    return digits<std::int32_t>(text.substr(first, last - first)).value_or(0);
}

} // namespace kafka::detail::broker
