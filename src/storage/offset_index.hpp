// Where in a segment an offset is: Kafka's sparse `.index`, 8 bytes an entry.
#pragma once

#include "wire/blob.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace kafka::detail::storage {

/// The last offset of a batch, relative to the segment's first, and where the batch begins.
struct index_entry {
    std::int32_t relative_offset = 0;
    std::int32_t position = 0;

    bool operator==(const index_entry&) const = default;
};

/// Only a cache: everything in it can be found again by reading the log.
class offset_index {
public:
    static constexpr std::size_t entry_size = 8;

    /// Both members must be larger than the last entry's.
    void add(index_entry entry) { entries_.push_back(entry); }
    /// The last entry whose offset is not after the given one; {0, 0} when there is none.
    index_entry at_offset(std::int64_t relative_offset) const;
    /// The last entry whose position is not after the given one; {0, 0} when there is none.
    index_entry at_position(std::uint64_t position) const;
    index_entry last() const { return entries_.empty() ? index_entry{} : entries_.back(); }
    std::size_t count() const { return entries_.size(); }
    /// Drops the entries of batches that begin at or after `position`.
    void truncate(std::uint64_t position);
    void clear() { entries_.clear(); }

    std::vector<std::byte> encode() const;
    /// Empty when the file is not an index of a log of `log_size` bytes: cut off, not ascending or
    /// pointing behind the end. The zeros that Kafka preallocates behind the last entry are
    /// ignored.
    static std::optional<offset_index> decode(wire::bytes from, std::uint64_t log_size);

private:
    std::vector<index_entry> entries_;
};

} // namespace kafka::detail::storage
