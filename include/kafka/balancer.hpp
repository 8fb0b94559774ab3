// Which partition a record goes to.
#pragma once

#include <kafka/record.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace kafka {

/// Chooses a partition. A writer calls one thread at a time, so an implementation needs no lock of
/// its own unless it is shared between writers. The thread is the caller's, or the callback thread
/// for records that were taken before their topic's partitions were known.
class balancer {
public:
    virtual ~balancer() = default;
    /// One of `partitions` (never empty, ascending). A value outside it fails the record.
    virtual std::int32_t choose(const record& r, std::span<const std::int32_t> partitions) = 0;
    /// True when a record without a key should stay with a partition until its batch is full
    /// ("sticky", as Java's clients do); `choose` is then asked for keyed records only.
    virtual bool sticky_without_key() const { return false; }
    /// For one that counts: an instance of its own for each topic of a writer. Null (the default):
    /// this one serves all topics.
    virtual std::shared_ptr<balancer> for_topic() const { return nullptr; }
};

/// What options take. Empty means the default: murmur2 of the key, sticky without a key.
using balancer_pointer = std::shared_ptr<balancer>;

/// Murmur2 of the key, modulo the partitions: agrees with Java's default partitioner. Sticky
/// without a key.
balancer_pointer murmur2_balancer();
/// Each record to the next partition of its topic, whatever its key: `chunk_size` records in a row
/// (default 1).
balancer_pointer round_robin(int chunk_size = 1);
/// The partition to which this writer has sent the fewest bytes; ties go to the lowest. As
/// kafka-go's LeastBytes.
balancer_pointer least_bytes();
/// Any function of the record and the partitions.
balancer_pointer
balance_by(std::function<std::int32_t(const record&, std::span<const std::int32_t>)> choose);

} // namespace kafka
