// Keeps what recovery takes out of a log, as plain files, which Apache Kafka ignores.
#pragma once

#include "storage/file.hpp"

namespace kafka::detail::storage {

/// What became of torn bytes.
struct torn_file {
    std::error_code error; // of reading, or of writing other than for want of room
    std::string path;      // empty when nothing was kept: all zeros, or the disk is full
};

/// Copies the bytes of `from` between two positions into a new file beside it, named after the
/// offset at which the log now ends.
torn_file copy_aside(file_system& files, const std::string& directory, std::int64_t offset,
                     const file& from, std::uint64_t begin, std::uint64_t end);

/// Renames a whole segment's file.
torn_file move_aside(file_system& files, const std::string& directory, std::int64_t offset,
                     const std::string& path);

} // namespace kafka::detail::storage
