#include "storage/torn.hpp"

#include "storage/names.hpp"

#include <algorithm>

namespace kafka::detail::storage {

namespace {

constexpr std::size_t chunk = 64 * 1024;

std::string unused_name(file_system& files, const std::string& directory, std::int64_t offset) {
    auto path = join(directory, file_name(offset, suffix::torn));
    for (int n = 1; files.exists(path); ++n)
        path = join(directory, file_name(offset, "." + std::to_string(n)).append(suffix::torn));
    return path;
}

// Calls `use` with the bytes, chunk by chunk, until it returns false.
template <class F>
std::error_code for_each_chunk(const file& from, std::uint64_t begin, std::uint64_t end, F use) {
    std::vector<std::byte> buffer(std::min<std::uint64_t>(chunk, end - begin));
    while (begin < end) {
        const auto wanted = std::min<std::uint64_t>(buffer.size(), end - begin);
        const auto got = from.read_at(begin, std::span(buffer).first(wanted));
        if (got.error) return got.error;
        if (got.bytes == 0 || !use(begin, bytes(buffer).first(got.bytes))) break;
        begin += got.bytes;
    }
    return {};
}

bool all_zero(const file& from, std::uint64_t begin, std::uint64_t end) {
    bool zero = true;
    for_each_chunk(from, begin, end, [&](std::uint64_t, bytes part) {
        zero = std::ranges::all_of(part, [](std::byte b) { return b == std::byte{0}; });
        return zero;
    });
    return zero;
}

std::error_code copy(const file& from, std::uint64_t begin, std::uint64_t end, file& to) {
    std::error_code failed;
    const auto unread = for_each_chunk(from, begin, end, [&](std::uint64_t at, bytes part) {
        failed = to.write_at(at - begin, std::span(&part, 1));
        return !failed;
    });
    if (unread) return unread;
    return failed ? failed : to.sync();
}

} // namespace

torn_file copy_aside(file_system& files, const std::string& directory, std::int64_t offset,
                     const file& from, std::uint64_t begin, std::uint64_t end) {
    if (begin >= end || all_zero(from, begin, end)) return {};
    const auto path = unused_name(files, directory, offset);
    auto to = files.open(path, open_mode::create);
    auto failed = to ? copy(from, begin, end, **to) : to.error().code;
    if (!failed) return {{}, path};
    // What is torn was never promised to anyone; a full disk must not keep the rest from opening.
    if (to) files.remove(path);
    return {is_disk_full(failed) ? std::error_code{} : failed, {}};
}

torn_file move_aside(file_system& files, const std::string& directory, std::int64_t offset,
                     const std::string& path) {
    const auto to = unused_name(files, directory, offset);
    const auto failed = files.rename(path, to);
    return {failed, failed ? std::string() : to};
}

} // namespace kafka::detail::storage
