// The operating system's files.
#pragma once

#include "storage/file.hpp"

namespace kafka::detail::storage {

/// Files are made for their owner alone (0600, folders 0700). Errors name the path and what the
/// operating system said.
class posix_file_system final : public file_system {
public:
    result<file_pointer> open(const std::string& path, open_mode mode) override;
    result<std::vector<directory_entry>> list(const std::string& path) override;
    bool exists(const std::string& path) override;
    std::error_code rename(const std::string& from, const std::string& to) override;
    std::error_code remove(const std::string& path) override;
    std::error_code make_directory(const std::string& path) override;
    std::error_code remove_directory(const std::string& path) override;
    std::error_code sync_directory(const std::string& path) override;
    result<std::unique_ptr<file_lock>> lock(const std::string& path) override;
    std::uint64_t free_bytes(const std::string& path) override;
};

} // namespace kafka::detail::storage
