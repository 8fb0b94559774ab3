// What the options of a reader in a consumer group are made of.
#pragma once

#include <kafka/group_balancer.hpp>
#include <kafka/offset.hpp>

#include <cstdint>
#include <functional>
#include <vector>

namespace kafka {

/// When a message that `read_message` returned counts as done and is committed.
enum class commit_policy : std::int8_t {
    next_read, ///< when the next one is asked for, and at close: at least once (default)
    on_read,   ///< before it is returned, as kafka-go does: at most once
    manual,    ///< when `commit_messages` says so
};

/// Told what the group gives this reader and takes from it, on the library's callback thread, one
/// call at a time, in order. These are notifications: nothing waits for them, and nothing has to be
/// done in them. They must not throw. Messages of a revoked or lost partition are never returned
/// after its notification; what was returned before may still be at work.
struct group_listener {
    using partitions = std::vector<topic_partition>;
    std::function<void(const partitions&)> assigned = {};
    /// Given back in order: what was done by then is committed.
    std::function<void(const partitions&)> revoked = {};
    /// The group went on without this reader: others may read these already, and what was not
    /// committed is read again by them.
    std::function<void(const partitions&)> lost = {};
};

} // namespace kafka
