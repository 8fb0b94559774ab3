// One batch written to, or one answer read from, one partition. kafka::writer and kafka::reader do
// this fast, in order and again when it fails; these calls do it once.
#pragma once

#include <kafka/acks.hpp>
#include <kafka/compression.hpp>
#include <kafka/isolation_level.hpp>
#include <kafka/message.hpp>
#include <kafka/offset.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace kafka {

struct produce_options {
    kafka::acks acks = kafka::acks::all;
    kafka::compression compression = kafka::compression::none;
    int compression_level = default_compression_level;
    /// For a batch whose header says that it belongs to a transaction.
    std::optional<std::string> transactional_id = {};
};

/// Why the broker refused a batch, by record.
struct refused_record {
    std::int32_t index = 0;
    std::string detail = {};
};

struct produce_result {
    std::int64_t base_offset = -1; ///< of the batch's first record; -1 with acks none
    /// When the topic's records carry the time of the append.
    std::optional<timestamp> append_time = {};
    std::int64_t log_start_offset = -1;
    std::vector<refused_record> refused = {};
    std::chrono::milliseconds throttle = {};
    std::error_code error = {};
    std::string detail = {};
};

struct fetch_options {
    /// The broker answers when it has so many bytes, or when max_wait is over. Default: 1 byte.
    std::int32_t min_bytes = 1;
    /// Default: 1 MiB. A first batch that is larger comes whole.
    std::int32_t max_bytes = std::int32_t{1} << 20;
    /// Default: 500 ms.
    std::chrono::milliseconds max_wait = std::chrono::milliseconds(500);
    /// read_committed: only up to the first transaction that is open; `aborted` tells which of the
    /// records before that were taken back.
    isolation_level isolation = isolation_level::read_uncommitted;
};

struct aborted_transaction {
    std::int64_t producer_id = -1;
    std::int64_t first_offset = -1;
};

struct fetch_result {
    std::int64_t high_watermark = -1;
    std::int64_t last_stable_offset = -1;
    std::int64_t log_start_offset = -1;
    std::vector<message> messages = {};
    /// The batches as they came; the last may be cut short.
    bytes_view raw = {};
    std::vector<aborted_transaction> aborted = {};
    std::chrono::milliseconds throttle = {};
    std::error_code error = {};
    std::shared_ptr<const void> keeps = {}; ///< what `raw` points into
};

} // namespace kafka
