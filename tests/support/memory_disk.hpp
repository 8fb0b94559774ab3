// What a disk holds, and what it would hold if the power failed now.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace kafka::testing {

using content = std::vector<std::byte>;

/// A file's bytes: as programs see them, and as they are on the disk for sure.
class memory_inode {
public:
    std::size_t read(std::uint64_t position, std::span<std::byte> to) const;
    void write(std::uint64_t position, std::span<const std::byte> from);
    void truncate(std::uint64_t size);
    void sync();
    const content& bytes() const { return now_; }
    std::uint64_t unsynced_operations() const { return pending_.size(); }

    /// Any subset of what was not synced happened, in any order, writes also in parts: whole
    /// sectors of `sector` bytes, each old or new.
    void lose_power(std::mt19937_64& chance, std::size_t sector);

private:
    struct operation {
        bool truncates = false;
        std::uint64_t position = 0; // or the new size
        content written;
    };

    void apply(const operation& op, content& to) const;
    void apply_in_part(const operation& op, content& to, std::mt19937_64& chance,
                       std::size_t sector) const;

    content now_;
    content durable_;
    std::vector<operation> pending_;
};

/// A folder's names: those that programs see, and those that are on the disk for sure.
class memory_directory {
public:
    struct entry {
        std::shared_ptr<memory_inode> file; // or
        std::shared_ptr<memory_directory> directory;
        std::int64_t modified_ms = 0;
    };

    const std::map<std::string, entry>& entries() const { return now_; }
    entry* find(const std::string& name);
    void add(const std::string& name, entry e);
    void remove(const std::string& name);
    void rename(const std::string& from, const std::string& to);
    void move_to(memory_directory& other, const std::string& from, const std::string& to);
    void sync();

    /// Any subset of what was not synced happened here and below.
    void lose_power(std::mt19937_64& chance, std::size_t sector);

private:
    struct operation {
        std::string removed; // empty: none
        std::string added;   // empty: none
        entry what;
    };

    static void apply(const operation& op, std::map<std::string, entry>& to);
    void happen(operation op);

    std::map<std::string, entry> now_;
    std::map<std::string, entry> durable_;
    std::vector<operation> pending_;
};

} // namespace kafka::testing
