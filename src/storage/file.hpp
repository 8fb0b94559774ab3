// The file system as this room sees it, so that tests can lose power, fill the disk or fail a sync.
#pragma once

#include "storage/result.hpp"
#include "wire/blob.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <system_error>
#include <vector>

namespace kafka::detail::storage {

using wire::bytes;

/// How far a read came. Fewer bytes than asked for, without an error, is the end of the file.
struct read_count {
    std::error_code error;
    std::size_t bytes = 0;
};

/// One open file. `read_at`, `sync` and `size` may be called from other threads while one thread
/// writes; the file stays open, and its bytes stay there even when it is removed, for as long as
/// someone holds it.
class file {
public:
    virtual ~file() = default;

    virtual read_count read_at(std::uint64_t position, std::span<std::byte> to) const = 0;
    /// Writes the pieces one after another from `position`; after an error any part of them may
    /// have been written.
    virtual std::error_code write_at(std::uint64_t position, std::span<const bytes> pieces) = 0;
    virtual std::error_code truncate(std::uint64_t size) = 0;
    /// The content and the size survive loss of power once this has succeeded. After a failure the
    /// file must not be trusted: a second call may succeed without having written anything.
    virtual std::error_code sync() = 0;
    virtual std::uint64_t size() const = 0;
    /// For sendfile; -1 when the file is not one of the operating system's.
    virtual int descriptor() const = 0;
};

using file_pointer = std::shared_ptr<file>;

struct directory_entry {
    std::string name;
    bool is_directory = false;
    std::uint64_t size = 0;
    std::chrono::system_clock::time_point modified;
};

/// Holds a lock for as long as it lives.
class file_lock {
public:
    virtual ~file_lock() = default;
};

enum class open_mode {
    read_only,
    read_write, // the file must exist
    create,     // the file must not exist
};

/// A file or folder that was created, renamed or removed is so after a loss of power only when its
/// folder was synced. Thread-safe.
class file_system {
public:
    virtual ~file_system() = default;

    virtual result<file_pointer> open(const std::string& path, open_mode mode) = 0;
    virtual result<std::vector<directory_entry>> list(const std::string& path) = 0;
    virtual bool exists(const std::string& path) = 0;
    /// Replaces `to` when it is a file.
    virtual std::error_code rename(const std::string& from, const std::string& to) = 0;
    virtual std::error_code remove(const std::string& path) = 0;
    virtual std::error_code make_directory(const std::string& path) = 0;
    virtual std::error_code remove_directory(const std::string& path) = 0;
    virtual std::error_code sync_directory(const std::string& path) = 0;
    /// Makes the file when it is absent. errc::in_use when another process (also a JVM) has it.
    virtual result<std::unique_ptr<file_lock>> lock(const std::string& path) = 0;
    virtual std::uint64_t free_bytes(const std::string& path) = 0;
};

} // namespace kafka::detail::storage
