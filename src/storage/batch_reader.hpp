// Reads a file's batches one after another, each as a whole.
#pragma once

#include "record/batch_header.hpp"
#include "storage/batch_scan.hpp"

#include <vector>

namespace kafka::detail::storage {

/// The file is not changed from `position` to `end` meanwhile. Takes as much memory as the largest
/// batch, and a mebibyte at least.
class batch_reader {
public:
    batch_reader(file_pointer from, std::uint64_t position, std::uint64_t end, std::size_t largest)
        : file_(std::move(from))
        , next_(position)
        , end_(end)
        , largest_(largest) {}

    /// `bad` for what is no whole batch, does not match its checksum, or is too large.
    scanned next();
    const record::batch_header& header() const { return header_; }
    /// Until the next call.
    bytes whole() const { return whole_; }
    std::uint64_t next_position() const { return next_; }
    std::error_code error() const { return error_; }

private:
    bytes take(std::size_t wanted);

    file_pointer file_;
    std::uint64_t next_;
    std::uint64_t end_;
    std::size_t largest_;
    record::batch_header header_;
    bytes whole_;
    std::error_code error_;
    std::vector<std::byte> buffer_;
    std::uint64_t buffer_at_ = 0;
    std::size_t buffered_ = 0;
};

} // namespace kafka::detail::storage
