// Which partition a record goes to.
#pragma once

#include <kafka/record.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

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
    /// What logs call it, and the library's own are configured by. Default: "custom".
    virtual std::string name() const { return "custom"; }
};

/// What options take. Empty means the default: murmur2 of the key, sticky without a key.
using balancer_pointer = std::shared_ptr<balancer>;

/// Of balancers that hash the key.
struct key_balancing {
    /// True: records without a key go where an empty key goes, all to one partition. False (the
    /// default): they are sticky, which spreads them.
    bool consistent = false;
};

/// A number for the bytes of a key. A pure function: several threads call it at once.
using key_hash = std::function<std::uint32_t(std::string_view key)>;

/// Murmur2 of the key, modulo the partitions: agrees with Java's default partitioner. As
/// kafka-go's Murmur2Balancer and librdkafka's "murmur2_random", or "murmur2" when consistent.
balancer_pointer murmur2_balancer(key_balancing options = {});
/// CRC-32 of the key, modulo the partitions: agrees with librdkafka's default. As kafka-go's
/// CRC32Balancer and librdkafka's "consistent_random", or "consistent" when consistent. An empty
/// key counts as none.
balancer_pointer crc32_balancer(key_balancing options = {});
/// FNV-1a of the key (or another hash), modulo the partitions, without its sign: agrees with
/// sarama's default. Records without a key go to each partition in turn. As kafka-go's Hash.
balancer_pointer hash(key_hash hasher = {});
/// The same with the hash's sign bit cleared instead, as sarama's and kafka-go's ReferenceHash.
/// Sticky without a key.
balancer_pointer reference_hash(key_hash hasher = {});
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
