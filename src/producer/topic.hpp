// A topic that a producer writes to.
#pragma once

#include <kafka/uuid.hpp>

#include "producer/partition.hpp"
#include "producer/partitioner.hpp"
#include "producer/sticky.hpp"
#include "producer/waiting_room.hpp"

#include <string>
#include <vector>

namespace kafka::detail::producer {

/// The partitions of a topic; never changes.
struct partition_table {
    std::vector<std::int32_t> ids = {}; // ascending
    std::vector<partition*> at = {};    // in the same order

    /// Null when there is none.
    partition* find(std::int32_t id) const;
};

/// Found by name once; never moves and never goes away before the accumulator does.
class topic {
public:
    topic(std::string called, shared_balancer& chosen, std::uint32_t seed)
        : name(std::move(called))
        , balancing(chosen)
        , sticky(seed) {}

    const std::string name;
    partitioner balancing;
    sticky_choice sticky;
    /// Records that came before the partitions were known. Until it is closed all must go there.
    waiting_room waiting;

    /// Any thread: null until the partitions are known and nobody waits for them any more.
    const partition_table* table() const { return table_.load(std::memory_order_acquire); }

    /// What is known now, published or not; null at first. Tables are kept, since callers may still
    /// look at one.
    const partition_table* newest() const;
    /// Lets callers use the newest table.
    void publish() { table_.store(newest(), std::memory_order_release); }

    // The sender's.
    /// Makes a table of these partitions; nothing happens when they are the known ones.
    void know(std::vector<std::int32_t> ids, const settings& s);
    auto& partitions() { return partitions_; }
    const auto& partitions() const { return partitions_; }

    uuid id = {};
    time_point asked = {};  // when its metadata came last
    bool is_wanted = false; // somebody needs metadata of it

private:
    partition* partition_of(std::int32_t number, const settings& s);

    std::atomic<const partition_table*> table_{nullptr};
    mutable std::mutex tables_mutex_;
    std::vector<std::unique_ptr<const partition_table>> tables_;
    std::vector<std::unique_ptr<partition>> partitions_; // ascending
};

} // namespace kafka::detail::producer
