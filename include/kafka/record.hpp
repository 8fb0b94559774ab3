// What is sent: a record made of views.
#pragma once

#include <kafka/bytes_view.hpp>

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

namespace kafka {

/// Wall-clock time at Kafka's resolution: milliseconds since 1970-01-01 UTC.
using timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// One header of a record. Keys may repeat; the order is kept; a value may be null.
struct header {
    std::string_view key = {};
    bytes_view value = {};
    friend bool operator==(const header&, const header&) = default;
};

/// A record to send. It owns nothing: every byte it views is copied before the call that takes it
/// returns or suspends, so temporaries are fine. Trivially destructible, so that it may be built
/// inside a call.
///     writer.post({.key = "Key-A", .value = "Hello"});
struct record {
    /// Null (the default) means that the partitioner chooses freely.
    bytes_view key = {};
    /// Null is a tombstone on a compacted topic.
    bytes_view value = {};
    std::span<const header> headers = {};
    /// Only when the writer has no topic of its own.
    std::string_view topic = {};
    /// -1 (default): the partitioner chooses; otherwise exactly this partition.
    std::int32_t partition = -1;
    /// 0 (default): the time of the call.
    kafka::timestamp timestamp = {};
};

} // namespace kafka
