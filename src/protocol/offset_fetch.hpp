// OffsetFetch (9): how far groups have read. Source: KIP-320, KIP-447, KIP-709, KIP-848.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct offset_fetch_response_partition {
    std::int32_t partition_index = 0;
    std::int64_t committed_offset = 0; // -1: none
    std::int32_t committed_leader_epoch = -1;
    std::optional<std::string_view> metadata = "";
    std::int16_t error_code = 0;
    bool operator==(const offset_fetch_response_partition&) const = default;

    using self = offset_fetch_response_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::committed_offset, "CommittedOffset"},
        wire::field{&self::committed_leader_epoch, "CommittedLeaderEpoch", wire::since(5)}.ignore(),
        wire::field{&self::metadata, "Metadata"}.null_since(0),
        wire::field{&self::error_code, "ErrorCode"},
    };
};

struct offset_fetch_response_topic {
    std::string_view name;
    std::vector<offset_fetch_response_partition> partitions;
    bool operator==(const offset_fetch_response_topic&) const = default;

    using self = offset_fetch_response_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct offset_fetch_response_group_partition {
    std::int32_t partition_index = 0;
    std::int64_t committed_offset = 0; // -1: none
    std::int32_t committed_leader_epoch = -1;
    std::optional<std::string_view> metadata = "";
    std::int16_t error_code = 0;
    bool operator==(const offset_fetch_response_group_partition&) const = default;

    using self = offset_fetch_response_group_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::committed_offset, "CommittedOffset"},
        wire::field{&self::committed_leader_epoch, "CommittedLeaderEpoch"},
        wire::field{&self::metadata, "Metadata"}.null_since(0),
        wire::field{&self::error_code, "ErrorCode"},
    };
};

struct offset_fetch_response_group_topic {
    std::string_view name;
    std::vector<offset_fetch_response_group_partition> partitions;
    bool operator==(const offset_fetch_response_group_topic&) const = default;

    using self = offset_fetch_response_group_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct offset_fetch_response_group {
    std::string_view group_id;
    std::vector<offset_fetch_response_group_topic> topics;
    std::int16_t error_code = 0;
    bool operator==(const offset_fetch_response_group&) const = default;

    using self = offset_fetch_response_group;
    static constexpr std::tuple fields{
        wire::field{&self::group_id, "GroupId"},
        wire::field{&self::topics, "Topics"},
        wire::field{&self::error_code, "ErrorCode"},
    };
};

struct offset_fetch_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<offset_fetch_response_topic> topics;
    std::int16_t error_code = 0;
    std::vector<offset_fetch_response_group> groups;
    bool operator==(const offset_fetch_response&) const = default;

    using self = offset_fetch_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs", wire::since(3)}.ignore(),
        wire::field{&self::topics, "Topics", wire::until(7)},
        wire::field{&self::error_code, "ErrorCode", wire::versions{2, 7}}.ignore(),
        wire::field{&self::groups, "Groups", wire::since(8)},
    };
};

struct offset_fetch_request_topic {
    std::string_view name;
    std::vector<std::int32_t> partition_indexes;
    bool operator==(const offset_fetch_request_topic&) const = default;

    using self = offset_fetch_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::partition_indexes, "PartitionIndexes"},
    };
};

struct offset_fetch_request_group_topic {
    std::string_view name;
    std::vector<std::int32_t> partition_indexes;
    bool operator==(const offset_fetch_request_group_topic&) const = default;

    using self = offset_fetch_request_group_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::partition_indexes, "PartitionIndexes"},
    };
};

struct offset_fetch_request_group {
    std::string_view group_id;
    std::optional<std::string_view> member_id;
    std::int32_t member_epoch = -1;
    std::optional<std::vector<offset_fetch_request_group_topic>> topics{std::in_place}; // null: all
    bool operator==(const offset_fetch_request_group&) const = default;

    using self = offset_fetch_request_group;
    static constexpr std::tuple fields{
        wire::field{&self::group_id, "GroupId"},
        wire::field{&self::member_id, "MemberId", wire::since(9)}.null_since(9).ignore(),
        wire::field{&self::member_epoch, "MemberEpoch", wire::since(9)}.ignore(),
        wire::field{&self::topics, "Topics"}.null_since(0),
    };
};

struct offset_fetch_request {
    using response = offset_fetch_response;
    static constexpr auto key = api_key::offset_fetch;
    static constexpr versions valid{1, 9};
    static constexpr std::int16_t flexible_since = 6;

    std::string_view group_id;
    std::optional<std::vector<offset_fetch_request_topic>> topics{std::in_place}; // null: all
    std::vector<offset_fetch_request_group> groups; // how versions since 8 ask, for many at once
    bool require_stable = false; // refuse while a transaction may still commit offsets
    bool operator==(const offset_fetch_request&) const = default;

    using self = offset_fetch_request;
    static constexpr std::tuple fields{
        wire::field{&self::group_id, "GroupId", wire::until(7)},
        wire::field{&self::topics, "Topics", wire::until(7)}.null_since(2),
        wire::field{&self::groups, "Groups", wire::since(8)},
        wire::field{&self::require_stable, "RequireStable", wire::since(7)},
    };
};

} // namespace kafka::detail::protocol
