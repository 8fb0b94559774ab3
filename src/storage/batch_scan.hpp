// Walks over the batches of a file.
#pragma once

#include "record/batch_header.hpp"
#include "storage/file.hpp"

#include <array>
#include <optional>

namespace kafka::detail::storage {

enum class scanned {
    batch,    // header() and position() tell which
    end,      // every byte up to the end belonged to a batch
    bad,      // what stands at position() is not a whole batch
    io_error, // error() tells why
};

/// Whether a header can be that of a batch of which `available` bytes are there. Says nothing about
/// the checksum.
bool is_plausible(const record::batch_header& header, std::uint64_t available);

/// Reads headers only; the file is not changed up to `end` meanwhile.
class header_scan {
public:
    header_scan(const file& from, std::uint64_t position, std::uint64_t end)
        : file_(from)
        , next_(position)
        , end_(end) {}

    scanned next();
    const record::batch_header& header() const { return header_; }
    /// Where the batch of header() begins, or the bad bytes.
    std::uint64_t position() const { return position_; }
    std::error_code error() const { return error_; }

private:
    bool fill();

    const file& file_;
    std::uint64_t next_;
    std::uint64_t end_;
    std::uint64_t position_ = 0;
    record::batch_header header_;
    std::error_code error_;
    // Small batches stand close together: one read covers many of their headers.
    std::array<std::byte, 4096> buffer_;
    std::uint64_t buffer_at_ = 0;
    std::size_t buffered_ = 0;
};

/// Reads every byte and checks the checksums. Takes the same memory however large a batch is, or
/// claims to be.
class batch_scan {
public:
    batch_scan(const file& from, std::uint64_t position, std::uint64_t end)
        : file_(from)
        , next_(position)
        , end_(end) {}

    scanned next();
    const record::batch_header& header() const { return header_; }
    std::uint64_t position() const { return position_; }
    std::error_code error() const { return error_; }
    /// After `bad`: a whole message of magic 0 or 1 stands there, which is not damage.
    bool is_old_format();

private:
    /// Up to `wanted` bytes from `position` on; at least one chunk of them unless the file ends or
    /// cannot be read.
    bytes take(std::uint64_t position, std::uint64_t wanted);
    std::optional<std::uint32_t> checksum(std::uint64_t begin, std::uint64_t end);

    const file& file_;
    std::uint64_t next_;
    std::uint64_t end_;
    std::uint64_t position_ = 0;
    record::batch_header header_;
    std::error_code error_;
    std::vector<std::byte> buffer_;
    std::uint64_t buffer_at_ = 0;
    std::size_t buffered_ = 0;
};

} // namespace kafka::detail::storage
