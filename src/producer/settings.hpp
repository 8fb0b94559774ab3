// What a producer was told, in the terms of this room.
#pragma once

#include <kafka/acks.hpp>
#include <kafka/compression.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace kafka::detail::producer {

using time_point = std::chrono::steady_clock::time_point;
using duration = std::chrono::steady_clock::duration;

struct settings {
    /// Of one batch, encoded, with its header.
    std::size_t batch_bytes = std::size_t{1} << 20;
    std::size_t batch_records = SIZE_MAX;
    /// Zero: an open batch leaves as soon as the connection is idle.
    duration linger = duration::zero();
    std::size_t queue_bytes = std::size_t{64} << 20;
    duration delivery_timeout = std::chrono::minutes(2);
    int max_attempts = 0; // 0: as many as the time allows
    int max_in_flight = 5;
    bool idempotent = true;
    acks required_acks = acks::all;
    compression codec = compression::none;
    int level = default_compression_level;
    std::chrono::milliseconds backoff_min = std::chrono::milliseconds(100);
    std::chrono::milliseconds backoff_max = std::chrono::seconds(1);
    /// Of one Produce request; a batch that is larger goes alone.
    std::size_t request_bytes = std::size_t{4} << 20;
};

/// After a request with many records the next one waits a little for more of them: an extra request
/// costs as much as hundreds of records, while a lonely record must not wait.
inline constexpr std::size_t records_that_brake = 64;
inline constexpr duration brake = std::chrono::microseconds(200);

/// Where the time comes from.
class clock {
public:
    virtual ~clock() = default;
    virtual time_point now() const = 0;
    /// Milliseconds since 1970, for records without a timestamp of their own. May be coarse.
    virtual std::int64_t wall_ms() const = 0;
};

} // namespace kafka::detail::producer
