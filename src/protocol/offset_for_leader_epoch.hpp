// OffsetForLeaderEpoch (23): where the records of a leader epoch end. Source: KIP-101, KIP-279,
// KIP-320.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct offset_for_leader_epoch_response_partition {
    std::int16_t error_code = 0;
    std::int32_t partition = 0;
    std::int32_t leader_epoch = -1; // the largest known one up to the one asked for
    std::int64_t end_offset = -1;
    bool operator==(const offset_for_leader_epoch_response_partition&) const = default;

    using self = offset_for_leader_epoch_response_partition;
    static constexpr std::tuple fields{
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::partition, "Partition"},
        wire::field{&self::leader_epoch, "LeaderEpoch"},
        wire::field{&self::end_offset, "EndOffset"},
    };
};

struct offset_for_leader_epoch_response_topic {
    std::string_view topic;
    std::vector<offset_for_leader_epoch_response_partition> partitions;
    bool operator==(const offset_for_leader_epoch_response_topic&) const = default;

    using self = offset_for_leader_epoch_response_topic;
    static constexpr std::tuple fields{
        wire::field{&self::topic, "Topic"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct offset_for_leader_epoch_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<offset_for_leader_epoch_response_topic> topics;
    bool operator==(const offset_for_leader_epoch_response&) const = default;

    using self = offset_for_leader_epoch_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::topics, "Topics"},
    };
};

struct offset_for_leader_epoch_request_partition {
    std::int32_t partition = 0;
    std::int32_t current_leader_epoch = -1;
    std::int32_t leader_epoch = 0;
    bool operator==(const offset_for_leader_epoch_request_partition&) const = default;

    using self = offset_for_leader_epoch_request_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition, "Partition"},
        wire::field{&self::current_leader_epoch, "CurrentLeaderEpoch"},
        wire::field{&self::leader_epoch, "LeaderEpoch"},
    };
};

struct offset_for_leader_epoch_request_topic {
    std::string_view topic;
    std::vector<offset_for_leader_epoch_request_partition> partitions;
    bool operator==(const offset_for_leader_epoch_request_topic&) const = default;

    using self = offset_for_leader_epoch_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::topic, "Topic"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct offset_for_leader_epoch_request {
    using response = offset_for_leader_epoch_response;
    static constexpr auto key = api_key::offset_for_leader_epoch;
    static constexpr versions valid{2, 4};
    static constexpr std::int16_t flexible_since = 4;

    std::int32_t replica_id = -2; // a consumer must say -1
    std::vector<offset_for_leader_epoch_request_topic> topics;
    bool operator==(const offset_for_leader_epoch_request&) const = default;

    using self = offset_for_leader_epoch_request;
    static constexpr std::tuple fields{
        wire::field{&self::replica_id, "ReplicaId", wire::since(3)}.ignore(),
        wire::field{&self::topics, "Topics"},
    };
};

} // namespace kafka::detail::protocol
