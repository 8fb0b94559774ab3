// Control batches: marks in the log that are no user's records. Each holds one record (KRaft's
// snapshots may hold more), takes an offset, and is never delivered to an application.
// Source: KIP-98, KIP-595, KIP-630, KIP-853.
#pragma once

#include "record/batch_builder.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace kafka::detail::record {

enum class control_type : std::int16_t {
    unknown = -1, // a type of a later Kafka: to be skipped
    abort = 0,
    commit = 1,
    leader_change = 2,
    snapshot_header = 3,
    snapshot_footer = 4,
    kraft_version = 5,
    kraft_voters = 6,
};

/// From the key of a record in a control batch; empty when the key is malformed.
std::optional<control_type> read_control_type(bytes_view key);

/// A control batch whose record has this value, encoded by `protocol`.
std::vector<std::byte> make_control_batch(const batch_place& place, control_type type,
                                          wire::bytes value);

/// The end of a producer's transaction in one partition; `type` is abort or commit.
std::vector<std::byte> make_transaction_marker(const batch_place& place, control_type type,
                                               std::int32_t coordinator_epoch);

/// The coordinator's epoch from a marker's value; empty when the value is malformed.
std::optional<std::int32_t> read_coordinator_epoch(bytes_view value);

} // namespace kafka::detail::record
