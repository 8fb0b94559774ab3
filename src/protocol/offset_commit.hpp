// OffsetCommit (8): stores how far a group has read. Source: KIP-211, KIP-320, KIP-345, KIP-848.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct offset_commit_response_partition {
    std::int32_t partition_index = 0;
    std::int16_t error_code = 0;
    bool operator==(const offset_commit_response_partition&) const = default;

    using self = offset_commit_response_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::error_code, "ErrorCode"},
    };
};

struct offset_commit_response_topic {
    std::string_view name;
    std::vector<offset_commit_response_partition> partitions;
    bool operator==(const offset_commit_response_topic&) const = default;

    using self = offset_commit_response_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct offset_commit_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<offset_commit_response_topic> topics;
    bool operator==(const offset_commit_response&) const = default;

    using self = offset_commit_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs", wire::since(3)}.ignore(),
        wire::field{&self::topics, "Topics"},
    };
};

struct offset_commit_request_partition {
    std::int32_t partition_index = 0;
    std::int64_t committed_offset = 0;
    std::int32_t committed_leader_epoch = -1;
    std::optional<std::string_view> committed_metadata = "";
    bool operator==(const offset_commit_request_partition&) const = default;

    using self = offset_commit_request_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::committed_offset, "CommittedOffset"},
        wire::field{&self::committed_leader_epoch, "CommittedLeaderEpoch", wire::since(6)}.ignore(),
        wire::field{&self::committed_metadata, "CommittedMetadata"}.null_since(0),
    };
};

struct offset_commit_request_topic {
    std::string_view name;
    std::vector<offset_commit_request_partition> partitions;
    bool operator==(const offset_commit_request_topic&) const = default;

    using self = offset_commit_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct offset_commit_request {
    using response = offset_commit_response;
    static constexpr auto key = api_key::offset_commit;
    static constexpr versions valid{2, 9};
    static constexpr std::int16_t flexible_since = 8;

    std::string_view group_id;
    std::int32_t generation_id_or_member_epoch = -1; // -1: a commit from outside the group
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id;
    std::int64_t retention_time_ms = -1; // -1: the broker's
    std::vector<offset_commit_request_topic> topics;
    bool operator==(const offset_commit_request&) const = default;

    using self = offset_commit_request;
    static constexpr std::tuple fields{
        wire::field{&self::group_id, "GroupId"},
        wire::field{&self::generation_id_or_member_epoch, "GenerationIdOrMemberEpoch"},
        wire::field{&self::member_id, "MemberId"},
        wire::field{&self::group_instance_id, "GroupInstanceId", wire::since(7)}.null_since(7),
        wire::field{&self::retention_time_ms, "RetentionTimeMs", wire::until(4)}.ignore(),
        wire::field{&self::topics, "Topics"},
    };
};

} // namespace kafka::detail::protocol
