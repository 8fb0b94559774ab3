// Up to which offset nothing is younger than a timestamp: Kafka's `.timeindex`, 12 bytes an entry.
#pragma once

#include "wire/blob.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace kafka::detail::storage {

/// The largest timestamp so far, and the last offset of the batch that has it, relative to the
/// segment's first.
struct time_entry {
    std::int64_t timestamp = -1;
    std::int32_t relative_offset = 0;

    bool operator==(const time_entry&) const = default;
};

/// Only a cache, like the offset index.
class time_index {
public:
    static constexpr std::size_t entry_size = 12;

    /// Does nothing unless the timestamp is larger than the last entry's.
    void add(time_entry entry);
    /// The last entry whose timestamp is not after the given one; {-1, 0} when there is none.
    time_entry at_time(std::int64_t timestamp) const;
    time_entry last() const { return entries_.empty() ? time_entry{} : entries_.back(); }
    std::size_t count() const { return entries_.size(); }
    /// Drops the entries after that offset.
    void truncate(std::int64_t relative_offset);
    void clear() { entries_.clear(); }

    std::vector<std::byte> encode() const;
    /// Empty when the file is cut off or not ascending.
    static std::optional<time_index> decode(wire::bytes from);

private:
    std::vector<time_entry> entries_;
};

} // namespace kafka::detail::storage
