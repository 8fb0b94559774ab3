// The 61 bytes in front of every record batch (magic 2).
// Source: https://kafka.apache.org/documentation/#recordbatch
#pragma once

#include <kafka/compression.hpp>

#include "wire/blob.hpp"

#include <cstdint>
#include <optional>

namespace kafka::detail::record {

using wire::bytes;

inline constexpr std::size_t batch_header_size = 61;
inline constexpr std::size_t batch_prefix_size =
    12; // base offset and length: not counted by `length`
inline constexpr std::size_t crc_covers_from =
    21; // the attributes; what is before may be patched freely
inline constexpr std::int8_t current_magic = 2;

inline constexpr std::int16_t codec_mask = 0x07;
inline constexpr std::int16_t log_append_time_bit = 0x08;
inline constexpr std::int16_t transactional_bit = 0x10;
inline constexpr std::int16_t control_bit = 0x20;
inline constexpr std::int16_t delete_horizon_bit = 0x40;

struct batch_header {
    std::int64_t base_offset = 0;
    std::int32_t length = 0; // bytes after this field
    std::int32_t partition_leader_epoch = -1;
    std::int8_t magic = current_magic;
    std::uint32_t crc = 0;
    std::int16_t attributes = 0;
    std::int32_t last_offset_delta = 0;
    std::int64_t base_timestamp = -1;
    std::int64_t max_timestamp = -1;
    std::int64_t producer_id = -1;
    std::int16_t producer_epoch = -1;
    std::int32_t base_sequence = -1;
    std::int32_t record_count = 0;

    bool operator==(const batch_header&) const = default;

    std::size_t size() const { return batch_prefix_size + static_cast<std::size_t>(length); }
    std::int64_t last_offset() const { return base_offset + last_offset_delta; }
    std::int64_t next_offset() const { return last_offset() + 1; }
    /// Sequence numbers wrap from the largest int32 to 0.
    std::int32_t last_sequence() const;
    compression codec() const { return static_cast<compression>(attributes & codec_mask); }
    bool is_log_append_time() const { return (attributes & log_append_time_bit) != 0; }
    bool is_transactional() const { return (attributes & transactional_bit) != 0; }
    bool is_control() const { return (attributes & control_bit) != 0; }
    bool has_producer() const { return producer_id >= 0; }
};

/// Reads the fields without judging them; empty when fewer than 61 bytes are there.
std::optional<batch_header> read_batch_header(bytes from);
/// Writes 61 bytes.
void write_batch_header(const batch_header& header, std::byte* to);
/// The CRC-32C over everything that it covers; `batch` is the whole batch.
std::uint32_t batch_crc(bytes batch);

} // namespace kafka::detail::record
