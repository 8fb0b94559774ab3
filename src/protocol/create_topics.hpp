// CreateTopics (19): makes topics. Source: KIP-4, KIP-464, KIP-516, KIP-525, KIP-599.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct create_topics_response_config {
    std::string_view name;
    std::optional<std::string_view> value = "";
    bool read_only = false;
    std::int8_t config_source = -1;
    bool is_sensitive = false;
    bool operator==(const create_topics_response_config&) const = default;

    using self = create_topics_response_config;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::value, "Value"}.null_since(0),
        wire::field{&self::read_only, "ReadOnly"},
        wire::field{&self::config_source, "ConfigSource"},
        wire::field{&self::is_sensitive, "IsSensitive"},
    };
};

struct create_topics_response_topic {
    std::string_view name;
    uuid topic_id;
    std::int16_t error_code = 0;
    std::optional<std::string_view> error_message = ""; // Kafka sends null when there is no error
    std::int16_t topic_config_error_code = 0;           // why configs are null
    std::int32_t num_partitions = -1;
    std::int16_t replication_factor = -1;
    // Null: the caller may not see them.
    std::optional<std::vector<create_topics_response_config>> configs{std::in_place};
    bool operator==(const create_topics_response_topic&) const = default;

    using self = create_topics_response_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::topic_id, "TopicId", wire::since(7)}.ignore(),
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::error_message, "ErrorMessage"}.null_since(0),
        wire::field{&self::topic_config_error_code, "TopicConfigErrorCode", wire::since(5)}
            .tagged(0)
            .ignore(),
        wire::field{&self::num_partitions, "NumPartitions", wire::since(5)}.ignore(),
        wire::field{&self::replication_factor, "ReplicationFactor", wire::since(5)}.ignore(),
        wire::field{&self::configs, "Configs", wire::since(5)}.null_since(5).ignore(),
    };
};

struct create_topics_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<create_topics_response_topic> topics;
    bool operator==(const create_topics_response&) const = default;

    using self = create_topics_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::topics, "Topics"},
    };
};

struct create_topics_request_assignment {
    std::int32_t partition_index = 0;
    std::vector<std::int32_t> broker_ids;
    bool operator==(const create_topics_request_assignment&) const = default;

    using self = create_topics_request_assignment;
    static constexpr std::tuple fields{
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::broker_ids, "BrokerIds"},
    };
};

struct create_topics_request_config {
    std::string_view name;
    std::optional<std::string_view> value = "";
    bool operator==(const create_topics_request_config&) const = default;

    using self = create_topics_request_config;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::value, "Value"}.null_since(0),
    };
};

struct create_topics_request_topic {
    std::string_view name;
    std::int32_t num_partitions = 0;     // -1: as assigned, or the broker's default
    std::int16_t replication_factor = 0; // -1: as assigned, or the broker's default
    std::vector<create_topics_request_assignment> assignments;
    std::vector<create_topics_request_config> configs;
    bool operator==(const create_topics_request_topic&) const = default;

    using self = create_topics_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::num_partitions, "NumPartitions"},
        wire::field{&self::replication_factor, "ReplicationFactor"},
        wire::field{&self::assignments, "Assignments"},
        wire::field{&self::configs, "Configs"},
    };
};

struct create_topics_request {
    using response = create_topics_response;
    static constexpr auto key = api_key::create_topics;
    static constexpr versions valid{2, 7};
    static constexpr std::int16_t flexible_since = 5;

    std::vector<create_topics_request_topic> topics;
    std::int32_t timeout_ms = 60000;
    bool validate_only = false;
    bool operator==(const create_topics_request&) const = default;

    using self = create_topics_request;
    static constexpr std::tuple fields{
        wire::field{&self::topics, "Topics"},
        wire::field{&self::timeout_ms, "timeoutMs"},
        wire::field{&self::validate_only, "validateOnly"},
    };
};

} // namespace kafka::detail::protocol
