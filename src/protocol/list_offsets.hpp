// ListOffsets (2): which offset a time, or one of the special positions, stands for. Source:
// KIP-79, KIP-207, KIP-405, KIP-734, KIP-1005, KIP-1075.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct list_offsets_response_partition {
    std::int32_t partition_index = 0;
    std::int16_t error_code = 0;
    std::int64_t timestamp = -1;
    std::int64_t offset = -1; // -1: no record is as late as the time asked for
    std::int32_t leader_epoch = -1;
    bool operator==(const list_offsets_response_partition&) const = default;

    using self = list_offsets_response_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::timestamp, "Timestamp"},
        wire::field{&self::offset, "Offset"},
        wire::field{&self::leader_epoch, "LeaderEpoch", wire::since(4)},
    };
};

struct list_offsets_response_topic {
    std::string_view name;
    std::vector<list_offsets_response_partition> partitions;
    bool operator==(const list_offsets_response_topic&) const = default;

    using self = list_offsets_response_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct list_offsets_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<list_offsets_response_topic> topics;
    bool operator==(const list_offsets_response&) const = default;

    using self = list_offsets_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs", wire::since(2)}.ignore(),
        wire::field{&self::topics, "Topics"},
    };
};

struct list_offsets_request_partition {
    std::int32_t partition_index = 0;
    std::int32_t current_leader_epoch = -1;
    std::int64_t timestamp = 0; // or -1 the end, -2 the start, -3 the record with the latest time
    bool operator==(const list_offsets_request_partition&) const = default;

    using self = list_offsets_request_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::current_leader_epoch, "CurrentLeaderEpoch", wire::since(4)}.ignore(),
        wire::field{&self::timestamp, "Timestamp"},
    };
};

struct list_offsets_request_topic {
    std::string_view name;
    std::vector<list_offsets_request_partition> partitions;
    bool operator==(const list_offsets_request_topic&) const = default;

    using self = list_offsets_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct list_offsets_request {
    using response = list_offsets_response;
    static constexpr auto key = api_key::list_offsets;
    static constexpr versions valid{1, 10};
    static constexpr std::int16_t flexible_since = 6;

    std::int32_t replica_id = 0;     // a consumer must say -1
    std::int8_t isolation_level = 0; // 0: the end is the high watermark, 1: the last stable offset
    std::vector<list_offsets_request_topic> topics;
    std::int32_t timeout_ms = 0;
    bool operator==(const list_offsets_request&) const = default;

    using self = list_offsets_request;
    static constexpr std::tuple fields{
        wire::field{&self::replica_id, "ReplicaId"},
        wire::field{&self::isolation_level, "IsolationLevel", wire::since(2)},
        wire::field{&self::topics, "Topics"},
        wire::field{&self::timeout_ms, "TimeoutMs", wire::since(10)}.ignore(),
    };
};

} // namespace kafka::detail::protocol
