// OffsetDelete (47): forgets offsets that a group has committed. Source: KIP-496.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct offset_delete_response_partition {
    std::int32_t partition_index = 0;
    std::int16_t error_code = 0;
    bool operator==(const offset_delete_response_partition&) const = default;

    using self = offset_delete_response_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::error_code, "ErrorCode"},
    };
};

struct offset_delete_response_topic {
    std::string_view name;
    std::vector<offset_delete_response_partition> partitions;
    bool operator==(const offset_delete_response_topic&) const = default;

    using self = offset_delete_response_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct offset_delete_response {
    std::int16_t error_code = 0;
    std::int32_t throttle_time_ms = 0;
    std::vector<offset_delete_response_topic> topics;
    bool operator==(const offset_delete_response&) const = default;

    using self = offset_delete_response;
    static constexpr std::tuple fields{
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::topics, "Topics"},
    };
};

struct offset_delete_request_partition {
    std::int32_t partition_index = 0;
    bool operator==(const offset_delete_request_partition&) const = default;

    using self = offset_delete_request_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition_index, "PartitionIndex"},
    };
};

struct offset_delete_request_topic {
    std::string_view name;
    std::vector<offset_delete_request_partition> partitions;
    bool operator==(const offset_delete_request_topic&) const = default;

    using self = offset_delete_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct offset_delete_request {
    using response = offset_delete_response;
    static constexpr auto key = api_key::offset_delete;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = never_flexible;

    std::string_view group_id;
    std::vector<offset_delete_request_topic> topics;
    bool operator==(const offset_delete_request&) const = default;

    using self = offset_delete_request;
    static constexpr std::tuple fields{
        wire::field{&self::group_id, "GroupId"},
        wire::field{&self::topics, "Topics"},
    };
};

} // namespace kafka::detail::protocol
