// Produce (0): appends records. Source: KIP-98, KIP-467, KIP-951, KIP-516.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct produce_response_record_error {
    std::int32_t batch_index = 0;
    std::optional<std::string_view> batch_index_error_message;
    bool operator==(const produce_response_record_error&) const = default;

    using self = produce_response_record_error;
    static constexpr std::tuple fields{
        wire::field{&self::batch_index, "BatchIndex"},
        wire::field{&self::batch_index_error_message, "BatchIndexErrorMessage"}.null_since(0),
    };
};

struct produce_response_leader {
    std::int32_t leader_id = -1;
    std::int32_t leader_epoch = -1;
    bool operator==(const produce_response_leader&) const = default;

    using self = produce_response_leader;
    static constexpr std::tuple fields{
        wire::field{&self::leader_id, "LeaderId"},
        wire::field{&self::leader_epoch, "LeaderEpoch"},
    };
};

struct produce_response_partition {
    std::int32_t index = 0;
    std::int16_t error_code = 0;
    std::int64_t base_offset = 0;
    // -1 unless the topic's records carry the time of the append.
    std::int64_t log_append_time_ms = -1;
    std::int64_t log_start_offset = -1;
    // Which records made the broker refuse the batch.
    std::vector<produce_response_record_error> record_errors;
    std::optional<std::string_view> error_message;
    produce_response_leader current_leader; // with error 6 or 74: whom to ask instead
    bool operator==(const produce_response_partition&) const = default;

    using self = produce_response_partition;
    static constexpr std::tuple fields{
        wire::field{&self::index, "Index"},
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::base_offset, "BaseOffset"},
        wire::field{&self::log_append_time_ms, "LogAppendTimeMs"},
        wire::field{&self::log_start_offset, "LogStartOffset", wire::since(5)}.ignore(),
        wire::field{&self::record_errors, "RecordErrors", wire::since(8)}.ignore(),
        wire::field{&self::error_message, "ErrorMessage", wire::since(8)}.null_since(8).ignore(),
        wire::field{&self::current_leader, "CurrentLeader", wire::since(10)}.tagged(0),
    };
};

struct produce_response_topic {
    std::string_view name;
    uuid topic_id;
    std::vector<produce_response_partition> partition_responses;
    bool operator==(const produce_response_topic&) const = default;

    using self = produce_response_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name", wire::until(12)}.ignore(),
        wire::field{&self::topic_id, "TopicId", wire::since(13)}.ignore(),
        wire::field{&self::partition_responses, "PartitionResponses"},
    };
};

struct produce_response_node {
    std::int32_t node_id = 0;
    std::string_view host;
    std::int32_t port = 0;
    std::optional<std::string_view> rack;
    bool operator==(const produce_response_node&) const = default;

    using self = produce_response_node;
    static constexpr std::tuple fields{
        wire::field{&self::node_id, "NodeId"},
        wire::field{&self::host, "Host"},
        wire::field{&self::port, "Port"},
        wire::field{&self::rack, "Rack"}.null_since(0),
    };
};

struct produce_response {
    std::vector<produce_response_topic> responses;
    std::int32_t throttle_time_ms = 0;
    std::vector<produce_response_node> node_endpoints; // where the leaders named above listen
    bool operator==(const produce_response&) const = default;

    using self = produce_response;
    static constexpr std::tuple fields{
        wire::field{&self::responses, "Responses"},
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::node_endpoints, "NodeEndpoints", wire::since(10)}.tagged(0),
    };
};

struct produce_request_partition {
    std::int32_t index = 0;
    std::optional<wire::blob> records;
    bool operator==(const produce_request_partition&) const = default;

    using self = produce_request_partition;
    static constexpr std::tuple fields{
        wire::field{&self::index, "Index"},
        wire::field{&self::records, "Records"}.null_since(0),
    };
};

struct produce_request_topic {
    std::string_view name;
    uuid topic_id;
    std::vector<produce_request_partition> partition_data;
    bool operator==(const produce_request_topic&) const = default;

    using self = produce_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name", wire::until(12)}.ignore(),
        wire::field{&self::topic_id, "TopicId", wire::since(13)}.ignore(),
        wire::field{&self::partition_data, "PartitionData"},
    };
};

struct produce_request {
    using response = produce_response;
    static constexpr auto key = api_key::produce;
    static constexpr versions valid{3, 13};
    static constexpr std::int16_t flexible_since = 9;

    std::optional<std::string_view> transactional_id;
    // 0: no reply at all, 1: the leader has it, -1: all in-sync replicas have it.
    std::int16_t acks = 0;
    std::int32_t timeout_ms = 0;
    std::vector<produce_request_topic> topic_data;
    bool operator==(const produce_request&) const = default;

    using self = produce_request;
    static constexpr std::tuple fields{
        wire::field{&self::transactional_id, "TransactionalId"}.null_since(0),
        wire::field{&self::acks, "Acks"},
        wire::field{&self::timeout_ms, "TimeoutMs"},
        wire::field{&self::topic_data, "TopicData"},
    };
};

} // namespace kafka::detail::protocol
