// Fetch (1): reads records. Source: KIP-98, KIP-227, KIP-320, KIP-392, KIP-516, KIP-595, KIP-903.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct fetch_response_epoch_end {
    std::int32_t epoch = -1;
    std::int64_t end_offset = -1;
    bool operator==(const fetch_response_epoch_end&) const = default;

    using self = fetch_response_epoch_end;
    static constexpr std::tuple fields{
        wire::field{&self::epoch, "Epoch"},
        wire::field{&self::end_offset, "EndOffset"},
    };
};

struct fetch_response_leader {
    std::int32_t leader_id = -1;
    std::int32_t leader_epoch = -1;
    bool operator==(const fetch_response_leader&) const = default;

    using self = fetch_response_leader;
    static constexpr std::tuple fields{
        wire::field{&self::leader_id, "LeaderId"},
        wire::field{&self::leader_epoch, "LeaderEpoch"},
    };
};

struct fetch_response_snapshot_id {
    std::int64_t end_offset = -1;
    std::int32_t epoch = -1;
    bool operator==(const fetch_response_snapshot_id&) const = default;

    using self = fetch_response_snapshot_id;
    static constexpr std::tuple fields{
        wire::field{&self::end_offset, "EndOffset"},
        wire::field{&self::epoch, "Epoch"},
    };
};

struct fetch_response_aborted_transaction {
    std::int64_t producer_id = 0;
    std::int64_t first_offset = 0;
    bool operator==(const fetch_response_aborted_transaction&) const = default;

    using self = fetch_response_aborted_transaction;
    static constexpr std::tuple fields{
        wire::field{&self::producer_id, "ProducerId"},
        wire::field{&self::first_offset, "FirstOffset"},
    };
};

struct fetch_response_partition {
    std::int32_t partition_index = 0;
    std::int16_t error_code = 0;
    std::int64_t high_watermark = 0;
    std::int64_t last_stable_offset = -1; // before it every transaction has ended
    std::int64_t log_start_offset = -1;
    fetch_response_epoch_end diverging_epoch; // where the log of a follower left the leader's
    fetch_response_leader current_leader;     // with error 6 or 74: whom to ask instead
    fetch_response_snapshot_id snapshot_id;
    // Null unless committed records were asked for.
    std::optional<std::vector<fetch_response_aborted_transaction>> aborted_transactions{
        std::in_place};
    std::int32_t preferred_read_replica = -1; // -1: read on here
    std::optional<wire::blob> records;
    bool operator==(const fetch_response_partition&) const = default;

    using self = fetch_response_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::high_watermark, "HighWatermark"},
        wire::field{&self::last_stable_offset, "LastStableOffset"},
        wire::field{&self::log_start_offset, "LogStartOffset", wire::since(5)}.ignore(),
        wire::field{&self::diverging_epoch, "DivergingEpoch", wire::since(12)}.tagged(0),
        wire::field{&self::current_leader, "CurrentLeader", wire::since(12)}.tagged(1),
        wire::field{&self::snapshot_id, "SnapshotId", wire::since(12)}.tagged(2),
        wire::field{&self::aborted_transactions, "AbortedTransactions"}.null_since(0),
        wire::field{&self::preferred_read_replica, "PreferredReadReplica", wire::since(11)},
        wire::field{&self::records, "Records"}.null_since(0),
    };
};

struct fetch_response_topic {
    std::string_view topic;
    uuid topic_id;
    std::vector<fetch_response_partition> partitions;
    bool operator==(const fetch_response_topic&) const = default;

    using self = fetch_response_topic;
    static constexpr std::tuple fields{
        wire::field{&self::topic, "Topic", wire::until(12)}.ignore(),
        wire::field{&self::topic_id, "TopicId", wire::since(13)}.ignore(),
        wire::field{&self::partitions, "Partitions"},
    };
};

struct fetch_response_node {
    std::int32_t node_id = 0;
    std::string_view host;
    std::int32_t port = 0;
    std::optional<std::string_view> rack;
    bool operator==(const fetch_response_node&) const = default;

    using self = fetch_response_node;
    static constexpr std::tuple fields{
        wire::field{&self::node_id, "NodeId"},
        wire::field{&self::host, "Host"},
        wire::field{&self::port, "Port"},
        wire::field{&self::rack, "Rack"}.null_since(0),
    };
};

struct fetch_response {
    std::int32_t throttle_time_ms = 0;
    std::int16_t error_code = 0;
    std::int32_t session_id = 0;
    std::vector<fetch_response_topic> responses;
    std::vector<fetch_response_node> node_endpoints;
    bool operator==(const fetch_response&) const = default;

    using self = fetch_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::error_code, "ErrorCode", wire::since(7)}.ignore(),
        wire::field{&self::session_id, "SessionId", wire::since(7)},
        wire::field{&self::responses, "Responses"},
        wire::field{&self::node_endpoints, "NodeEndpoints", wire::since(16)}.tagged(0),
    };
};

struct fetch_request_replica_state {
    std::int32_t replica_id = -1;
    std::int64_t replica_epoch = -1;
    bool operator==(const fetch_request_replica_state&) const = default;

    using self = fetch_request_replica_state;
    static constexpr std::tuple fields{
        wire::field{&self::replica_id, "ReplicaId"},
        wire::field{&self::replica_epoch, "ReplicaEpoch"},
    };
};

struct fetch_request_partition {
    std::int32_t partition = 0;
    std::int32_t current_leader_epoch = -1; // -1: the leader need not compare
    std::int64_t fetch_offset = 0;
    std::int32_t last_fetched_epoch = -1;
    std::int64_t log_start_offset = -1;   // of a follower
    std::int32_t partition_max_bytes = 0; // exceeded by a first batch that is larger
    uuid replica_directory_id;
    std::int64_t high_watermark = std::numeric_limits<std::int64_t>::max();
    bool operator==(const fetch_request_partition&) const = default;

    using self = fetch_request_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition, "Partition"},
        wire::field{&self::current_leader_epoch, "CurrentLeaderEpoch", wire::since(9)}.ignore(),
        wire::field{&self::fetch_offset, "FetchOffset"},
        wire::field{&self::last_fetched_epoch, "LastFetchedEpoch", wire::since(12)},
        wire::field{&self::log_start_offset, "LogStartOffset", wire::since(5)}.ignore(),
        wire::field{&self::partition_max_bytes, "PartitionMaxBytes"},
        wire::field{&self::replica_directory_id, "ReplicaDirectoryId", wire::since(17)}
            .tagged(0)
            .ignore(),
        wire::field{&self::high_watermark, "HighWatermark", wire::since(18)}.tagged(1).ignore(),
    };
};

struct fetch_request_topic {
    std::string_view topic;
    uuid topic_id;
    std::vector<fetch_request_partition> partitions;
    bool operator==(const fetch_request_topic&) const = default;

    using self = fetch_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::topic, "Topic", wire::until(12)}.ignore(),
        wire::field{&self::topic_id, "TopicId", wire::since(13)}.ignore(),
        wire::field{&self::partitions, "Partitions"},
    };
};

struct fetch_request_forgotten_topic {
    std::string_view topic;
    uuid topic_id;
    std::vector<std::int32_t> partitions;
    bool operator==(const fetch_request_forgotten_topic&) const = default;

    using self = fetch_request_forgotten_topic;
    static constexpr std::tuple fields{
        wire::field{&self::topic, "Topic", wire::until(12)}.ignore(),
        wire::field{&self::topic_id, "TopicId", wire::since(13)}.ignore(),
        wire::field{&self::partitions, "Partitions"},
    };
};

struct fetch_request {
    using response = fetch_response;
    static constexpr auto key = api_key::fetch;
    static constexpr versions valid{4, 18};
    static constexpr std::int16_t flexible_since = 12;

    std::optional<std::string_view> cluster_id;
    std::int32_t replica_id = -1; // -1: a consumer
    fetch_request_replica_state replica_state;
    std::int32_t max_wait_ms = 0; // how long the broker may wait for min_bytes
    std::int32_t min_bytes = 0;
    // Exceeded by a first batch that is larger.
    std::int32_t max_bytes = std::numeric_limits<std::int32_t>::max();
    std::int8_t isolation_level = 0; // 0: all records, 1: committed ones
    std::int32_t session_id = 0;     // 0: none yet
    std::int32_t session_epoch = -1; // -1: without a session, 0: open one
    std::vector<fetch_request_topic> topics;
    std::vector<fetch_request_forgotten_topic> forgotten_topics_data; // what leaves the session
    std::string_view rack_id;
    bool operator==(const fetch_request&) const = default;

    using self = fetch_request;
    static constexpr std::tuple fields{
        wire::field{&self::cluster_id, "ClusterId", wire::since(12)}
            .tagged(0)
            .null_since(12)
            .ignore(),
        wire::field{&self::replica_id, "ReplicaId", wire::until(14)},
        wire::field{&self::replica_state, "ReplicaState", wire::since(15)}.tagged(1),
        wire::field{&self::max_wait_ms, "MaxWaitMs"},
        wire::field{&self::min_bytes, "MinBytes"},
        wire::field{&self::max_bytes, "MaxBytes"},
        wire::field{&self::isolation_level, "IsolationLevel"},
        wire::field{&self::session_id, "SessionId", wire::since(7)}.ignore(),
        wire::field{&self::session_epoch, "SessionEpoch", wire::since(7)}.ignore(),
        wire::field{&self::topics, "Topics"},
        wire::field{&self::forgotten_topics_data, "ForgottenTopicsData", wire::since(7)},
        wire::field{&self::rack_id, "RackId", wire::since(11)}.ignore(),
    };
};

} // namespace kafka::detail::protocol
