// Metadata (3): the brokers, and where the partitions of topics are. Source: KIP-4, KIP-112,
// KIP-320, KIP-430, KIP-516.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct metadata_response_broker {
    std::int32_t node_id = 0;
    std::string_view host;
    std::int32_t port = 0;
    std::optional<std::string_view> rack;
    bool operator==(const metadata_response_broker&) const = default;

    using self = metadata_response_broker;
    static constexpr std::tuple fields{
        wire::field{&self::node_id, "NodeId"},
        wire::field{&self::host, "Host"},
        wire::field{&self::port, "Port"},
        wire::field{&self::rack, "Rack", wire::since(1)}.null_since(1).ignore(),
    };
};

struct metadata_response_partition {
    std::int16_t error_code = 0;
    std::int32_t partition_index = 0;
    std::int32_t leader_id = 0; // -1: none
    std::int32_t leader_epoch = -1;
    std::vector<std::int32_t> replica_nodes;
    std::vector<std::int32_t> isr_nodes;
    std::vector<std::int32_t> offline_replicas;
    bool operator==(const metadata_response_partition&) const = default;

    using self = metadata_response_partition;
    static constexpr std::tuple fields{
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::leader_id, "LeaderId"},
        wire::field{&self::leader_epoch, "LeaderEpoch", wire::since(7)}.ignore(),
        wire::field{&self::replica_nodes, "ReplicaNodes"},
        wire::field{&self::isr_nodes, "IsrNodes"},
        wire::field{&self::offline_replicas, "OfflineReplicas", wire::since(5)}.ignore(),
    };
};

struct metadata_response_topic {
    std::int16_t error_code = 0;
    std::optional<std::string_view> name = ""; // null: no topic has the id that was asked for
    uuid topic_id;
    bool is_internal = false;
    std::vector<metadata_response_partition> partitions;
    // A set of bits; the minimum: not asked for.
    std::int32_t topic_authorized_operations = std::numeric_limits<std::int32_t>::min();
    bool operator==(const metadata_response_topic&) const = default;

    using self = metadata_response_topic;
    static constexpr std::tuple fields{
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::name, "Name"}.null_since(12),
        wire::field{&self::topic_id, "TopicId", wire::since(10)}.ignore(),
        wire::field{&self::is_internal, "IsInternal", wire::since(1)}.ignore(),
        wire::field{&self::partitions, "Partitions"},
        wire::field{&self::topic_authorized_operations, "TopicAuthorizedOperations",
                    wire::since(8)},
    };
};

struct metadata_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<metadata_response_broker> brokers;
    std::optional<std::string_view> cluster_id;
    std::int32_t controller_id = -1; // -1: not known
    std::vector<metadata_response_topic> topics;
    std::int32_t cluster_authorized_operations = std::numeric_limits<std::int32_t>::min();
    std::int16_t error_code = 0;
    bool operator==(const metadata_response&) const = default;

    using self = metadata_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs", wire::since(3)}.ignore(),
        wire::field{&self::brokers, "Brokers"},
        wire::field{&self::cluster_id, "ClusterId", wire::since(2)}.null_since(2).ignore(),
        wire::field{&self::controller_id, "ControllerId", wire::since(1)}.ignore(),
        wire::field{&self::topics, "Topics"},
        wire::field{&self::cluster_authorized_operations, "ClusterAuthorizedOperations",
                    wire::versions{8, 10}},
        wire::field{&self::error_code, "ErrorCode", wire::since(13)}.ignore(),
    };
};

struct metadata_request_topic {
    uuid topic_id;
    std::optional<std::string_view> name = "";
    bool operator==(const metadata_request_topic&) const = default;

    using self = metadata_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::topic_id, "TopicId", wire::since(10)}.ignore(),
        wire::field{&self::name, "Name"}.null_since(10),
    };
};

struct metadata_request {
    using response = metadata_response;
    static constexpr auto key = api_key::metadata;
    static constexpr versions valid{0, 13};
    static constexpr std::int16_t flexible_since = 9;

    // Null: all; empty: none, but all in version 0.
    std::optional<std::vector<metadata_request_topic>> topics{std::in_place};
    bool allow_auto_topic_creation = true;
    bool include_cluster_authorized_operations = false;
    bool include_topic_authorized_operations = false;
    bool operator==(const metadata_request&) const = default;

    using self = metadata_request;
    static constexpr std::tuple fields{
        wire::field{&self::topics, "Topics"}.null_since(1),
        wire::field{&self::allow_auto_topic_creation, "AllowAutoTopicCreation", wire::since(4)},
        wire::field{&self::include_cluster_authorized_operations,
                    "IncludeClusterAuthorizedOperations", wire::versions{8, 10}},
        wire::field{&self::include_topic_authorized_operations, "IncludeTopicAuthorizedOperations",
                    wire::since(8)},
    };
};

} // namespace kafka::detail::protocol
