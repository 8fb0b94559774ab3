// A file system in memory that can lose power, run full and fail.
#pragma once

#include "storage/file.hpp"
#include "support/memory_disk.hpp"

#include <functional>
#include <mutex>
#include <set>

namespace kafka::testing {

enum class disk_operation { open, read, write, truncate, sync, rename, remove, make, list };

/// Paths are absolute ("/data/t-0/x"); the root exists. Whatever happens between two `sync`s is
/// remembered, so `lose_power` can take any of it back.
class memory_file_system final : public detail::storage::file_system {
public:
    using file_pointer = detail::storage::file_pointer;
    using open_mode = detail::storage::open_mode;

    detail::storage::result<file_pointer> open(const std::string& path, open_mode mode) override;
    detail::storage::result<std::vector<detail::storage::directory_entry>>
    list(const std::string& path) override;
    bool exists(const std::string& path) override;
    std::error_code rename(const std::string& from, const std::string& to) override;
    std::error_code remove(const std::string& path) override;
    std::error_code make_directory(const std::string& path) override;
    std::error_code remove_directory(const std::string& path) override;
    std::error_code sync_directory(const std::string& path) override;
    detail::storage::result<std::unique_ptr<detail::storage::file_lock>>
    lock(const std::string& path) override;
    std::uint64_t free_bytes(const std::string& path) override;

    /// No file may be used afterwards that was opened before. Locks are gone.
    void lose_power(std::uint64_t seed, std::size_t sector = 512);

    /// Asked before every operation; an error that it returns is all that the operation does, but
    /// that a write may have written some of its bytes, or all.
    std::function<std::error_code(disk_operation, const std::string& path)> fault;
    /// Writes and new files that would need more than this fail for want of room, after having
    /// used up what was left.
    std::uint64_t capacity = ~std::uint64_t{0};
    /// What new files are dated.
    std::int64_t now_ms = 0;

    content read(const std::string& path);
    std::string text(const std::string& path);
    void replace(const std::string& path, const content& with);
    std::vector<std::string> names(const std::string& directory);
    std::uint64_t used() const;
    /// How often files and folders were synced.
    std::uint64_t syncs = 0;

private:
    friend class memory_file;

    struct place {
        memory_directory* directory = nullptr;
        std::string name;
        memory_directory::entry* entry = nullptr;
    };

    place find(const std::string& path);
    std::error_code injected(disk_operation operation, const std::string& path) const;

    mutable std::recursive_mutex mutex_;
    memory_directory root_;
    std::set<std::string> locked_;
};

} // namespace kafka::testing
