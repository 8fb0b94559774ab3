// DescribeTopicPartitions (75): topics and their partitions, page by page. Source: KIP-966.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct describe_topic_partitions_response_partition {
    std::int16_t error_code = 0;
    std::int32_t partition_index = 0;
    std::int32_t leader_id = 0;
    std::int32_t leader_epoch = -1;
    std::vector<std::int32_t> replica_nodes;
    std::vector<std::int32_t> isr_nodes;
    std::optional<std::vector<std::int32_t>> eligible_leader_replicas;
    std::optional<std::vector<std::int32_t>> last_known_elr;
    std::vector<std::int32_t> offline_replicas;
    bool operator==(const describe_topic_partitions_response_partition&) const = default;

    using self = describe_topic_partitions_response_partition;
    static constexpr std::tuple fields{
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::leader_id, "LeaderId"},
        wire::field{&self::leader_epoch, "LeaderEpoch"},
        wire::field{&self::replica_nodes, "ReplicaNodes"},
        wire::field{&self::isr_nodes, "IsrNodes"},
        wire::field{&self::eligible_leader_replicas, "EligibleLeaderReplicas"}.null_since(0),
        wire::field{&self::last_known_elr, "LastKnownElr"}.null_since(0),
        wire::field{&self::offline_replicas, "OfflineReplicas"},
    };
};

struct describe_topic_partitions_response_topic {
    std::int16_t error_code = 0;
    std::optional<std::string_view> name = "";
    uuid topic_id;
    bool is_internal = false;
    std::vector<describe_topic_partitions_response_partition> partitions;
    std::int32_t topic_authorized_operations = std::numeric_limits<std::int32_t>::min();
    bool operator==(const describe_topic_partitions_response_topic&) const = default;

    using self = describe_topic_partitions_response_topic;
    static constexpr std::tuple fields{
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::name, "Name"}.null_since(0),
        wire::field{&self::topic_id, "TopicId"},
        wire::field{&self::is_internal, "IsInternal"},
        wire::field{&self::partitions, "Partitions"},
        wire::field{&self::topic_authorized_operations, "TopicAuthorizedOperations"},
    };
};

struct describe_topic_partitions_response_cursor {
    std::string_view topic_name;
    std::int32_t partition_index = 0;
    bool operator==(const describe_topic_partitions_response_cursor&) const = default;

    using self = describe_topic_partitions_response_cursor;
    static constexpr std::tuple fields{
        wire::field{&self::topic_name, "TopicName"},
        wire::field{&self::partition_index, "PartitionIndex"},
    };
};

struct describe_topic_partitions_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<describe_topic_partitions_response_topic> topics;
    std::optional<describe_topic_partitions_response_cursor> next_cursor; // null: that was all
    bool operator==(const describe_topic_partitions_response&) const = default;

    using self = describe_topic_partitions_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::topics, "Topics"},
        wire::field{&self::next_cursor, "NextCursor"}.null_since(0),
    };
};

struct describe_topic_partitions_request_topic {
    std::string_view name;
    bool operator==(const describe_topic_partitions_request_topic&) const = default;

    using self = describe_topic_partitions_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
    };
};

struct describe_topic_partitions_request_cursor {
    std::string_view topic_name;
    std::int32_t partition_index = 0;
    bool operator==(const describe_topic_partitions_request_cursor&) const = default;

    using self = describe_topic_partitions_request_cursor;
    static constexpr std::tuple fields{
        wire::field{&self::topic_name, "TopicName"},
        wire::field{&self::partition_index, "PartitionIndex"},
    };
};

struct describe_topic_partitions_request {
    using response = describe_topic_partitions_response;
    static constexpr auto key = api_key::describe_topic_partitions;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::vector<describe_topic_partitions_request_topic> topics; // empty: all
    std::int32_t response_partition_limit = 2000;
    std::optional<describe_topic_partitions_request_cursor> cursor; // null: from the start
    bool operator==(const describe_topic_partitions_request&) const = default;

    using self = describe_topic_partitions_request;
    static constexpr std::tuple fields{
        wire::field{&self::topics, "Topics"},
        wire::field{&self::response_partition_limit, "ResponsePartitionLimit"},
        wire::field{&self::cursor, "Cursor"}.null_since(0),
    };
};

} // namespace kafka::detail::protocol
