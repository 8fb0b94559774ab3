// What a broker checks before it appends what a producer sent, in Apache Kafka's order, and what it
// must change on the way. Pure: rules and bytes in, a verdict out.
#pragma once

#include <kafka/broker_errc.hpp>
#include <kafka/compression.hpp>

#include "record/batch_header.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace kafka::detail::record {

/// The topic's settings, the request's version, and the time.
struct append_rules {
    std::int16_t produce_version = 13;
    std::size_t max_message_bytes = 1048588;          // max.message.bytes
    std::size_t segment_bytes = std::size_t{1} << 30; // segment.bytes
    bool compacted = false;                           // cleanup.policy has compact
    bool log_append_time = false;                     // message.timestamp.type
    std::int64_t before_max_ms = std::numeric_limits<std::int64_t>::max(); // message.timestamp....
    std::int64_t after_max_ms = 3'600'000; // ...before.max.ms and ...after.max.ms
    std::int64_t now_ms = 0;
    std::optional<compression> codec = std::nullopt; // compression.type; empty: the producer's
    int level = default_compression_level;
    /// A batch that decompresses to more is refused. The default is what a producer could send
    /// uncompressed (socket.request.max.bytes).
    std::size_t max_decompressed_bytes = std::size_t{100} << 20;
};

struct record_error {
    std::int32_t index = 0; // of the record in its batch
    std::string message;
    bool operator==(const record_error&) const = default;
};

/// Movable; a copy would view the other's bytes.
struct append_verdict {
    broker_errc error = broker_errc::none;
    std::string message;                     // empty when there is no error
    std::vector<record_error> record_errors; // the first 1000

    /// What to append when there is no error: this header and then these records. The header lacks
    /// only its base offset and leader epoch, which the CRC does not cover. It is the produced one
    /// unless timestamps or the codec had to change.
    batch_header header;
    bytes records; // views the produced bytes, or `rebuilt`
    std::vector<std::byte> rebuilt;

    append_verdict() = default;
    append_verdict(append_verdict&&) = default;
    append_verdict& operator=(append_verdict&&) = default;
    append_verdict(const append_verdict&) = delete;
    append_verdict& operator=(const append_verdict&) = delete;
};

/// Judges the records of one partition in a Produce request of version 3 or later. Bytes after the
/// batch that are the front of another one are ignored, as Apache Kafka does.
append_verdict validate(bytes produced, const append_rules& rules);

} // namespace kafka::detail::record
