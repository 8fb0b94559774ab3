// The hash by which Kafka chooses the partition of `__consumer_offsets` that keeps a group.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kafka::detail::broker {

/// Java's String.hashCode: over UTF-16 code units. Empty when `text` is not UTF-8.
std::optional<std::int32_t> java_hash(std::string_view text);

/// The partition of a group id that is UTF-8, of `count` partitions.
std::int32_t partition_for_group(std::string_view group, std::int32_t count);

} // namespace kafka::detail::broker
