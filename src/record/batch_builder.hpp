// Builds a whole batch in one buffer, from records whose offsets are known: the metadata log,
// internal topics, control batches, and batches that must be written anew.
#pragma once

#include "record/errc.hpp"
#include "record/record_view.hpp"
#include "record/sealed_batch.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kafka::detail::record {

/// Not thread-safe. Offsets must not descend and lie within 2^31 of the first.
class batch_builder {
public:
    /// The base timestamp is the first record's unless it is given, as for a delete horizon.
    explicit batch_builder(std::int64_t base_offset,
                           std::optional<std::int64_t> base_timestamp = std::nullopt)
        : bytes_(batch_header_size)
        , base_offset_(base_offset)
        , given_base_timestamp_(base_timestamp) {}

    /// bad_record: the offset cannot be in this batch. too_large: the batch would be larger than
    /// the format can describe. The batch is then as before.
    [[nodiscard]] errc append(const kafka::record& r, std::int64_t offset,
                              std::int64_t timestamp_ms);
    [[nodiscard]] errc append(const record_view& r);

    bool empty() const { return count_ == 0; }
    std::int32_t count() const { return count_; }
    /// Of the batch as it is now, uncompressed.
    std::size_t size() const { return bytes_.size(); }

    /// The batch with its CRC. From `like` it takes the leader epoch, the producer and the
    /// attributes other than the codec; also the maximum timestamp when they say log append time,
    /// and the last offset when that is further on. Unlike a producer's batch it is compressed even
    /// if that makes it larger, so that a log's batches have the codec that they should have; the
    /// codec must be built, else the batch is left as it is.
    std::vector<std::byte> build(const batch_header& like, compression codec = compression::none,
                                 int level = default_compression_level) &&;

private:
    batch_header header(const batch_header& like) const;

    std::vector<std::byte> bytes_; // 61 bytes for the header, then the records
    std::vector<kafka::header> headers_;
    std::int64_t base_offset_;
    std::optional<std::int64_t> given_base_timestamp_;
    std::int64_t base_timestamp_ = -1;
    std::int64_t max_timestamp_ = -1; // "none", also when every timestamp is older than 1970
    std::int32_t last_delta_ = 0;
    std::int32_t count_ = 0;
};

/// Where a batch stands and who wrote it.
struct batch_place {
    std::int64_t base_offset = 0;
    std::int32_t leader_epoch = -1;
    std::int64_t timestamp_ms = 0; // of every record that has none of its own
    producer_stamp producer = {};
};

/// One batch of these records at consecutive offsets. Empty when `records` is, or when they are too
/// large for a batch (2 GiB).
std::vector<std::byte> make_batch(const batch_place& place, std::span<const kafka::record> records,
                                  compression codec = compression::none,
                                  int level = default_compression_level);

/// Writes the header with the right CRC into the first 61 bytes of `batch`.
void finish_batch(std::span<std::byte> batch, batch_header header);

} // namespace kafka::detail::record
