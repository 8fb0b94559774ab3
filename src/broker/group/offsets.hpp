// How far one group has read: its committed offsets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::broker {

struct committed_offset {
    std::int64_t offset = 0;
    std::int32_t leader_epoch = -1;
    std::string metadata;
    std::int64_t commit_timestamp = 0;  // wall clock, milliseconds
    std::int64_t expire_timestamp = -1; // -1: with the group, as always since version 5
    std::int64_t stored_at = -1;        // where its record is in the log, as far as loading knows
};

class group_offsets {
public:
    struct entry {
        std::optional<committed_offset> committed;
        std::int32_t pending = 0; // commits that are written, but not yet sure to survive
    };
    using partitions = std::map<std::int32_t, entry>;
    using topics = std::map<std::string, partitions, std::less<>>;

    /// Null when nothing is committed or pending there.
    const entry* find(std::string_view topic, std::int32_t partition) const;
    const topics& all() const { return topics_; }
    /// Nothing is committed or pending.
    bool empty() const { return topics_.empty(); }

    void begin(std::string_view topic, std::int32_t partition);
    /// Ends what `begin` began.
    void end(std::string_view topic, std::int32_t partition);
    void put(std::string_view topic, std::int32_t partition, committed_offset what);
    void erase(std::string_view topic, std::int32_t partition);

    /// About what it takes in memory.
    std::size_t bytes() const { return bytes_; }

private:
    entry& make(std::string_view topic, std::int32_t partition);
    void drop_if_unused(std::string_view topic, std::int32_t partition);

    topics topics_;
    std::size_t bytes_ = 0;
};

} // namespace kafka::detail::broker
