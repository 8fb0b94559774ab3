// At which offset each key was written last: what compaction keeps.
#pragma once

#include "storage/key_digest.hpp"

#include <optional>
#include <vector>

namespace kafka::detail::storage {

/// Takes its memory at once and never more: 24 bytes a slot, of which a tenth stays free so that
/// finding a key stays quick. Keys are known by their digests.
class latest_offsets {
public:
    static constexpr std::size_t slot_size = 24;

    /// Room for `keys` keys, or for as many as `most_bytes` allow, but one at least.
    latest_offsets(std::uint64_t keys, std::uint64_t most_bytes, const digest_secret& secret);

    /// Offsets come in ascending order. False when the key is new and there is no room for it.
    bool put(bytes key, std::int64_t offset);
    /// Empty when the key was never put.
    std::optional<std::int64_t> find(bytes key) const;

    std::size_t size() const { return size_; }
    std::size_t slots() const { return slots_.size(); }

private:
    struct slot {
        key_digest digest;
        std::int64_t offset = -1; // -1: free
    };
    static_assert(sizeof(slot) == slot_size);

    /// The key's slot, or the free one where it belongs.
    std::size_t slot_of(const key_digest& digest) const;

    digest_secret secret_;
    std::vector<slot> slots_;
    std::size_t size_ = 0;
    std::size_t most_ = 0;
};

} // namespace kafka::detail::storage
