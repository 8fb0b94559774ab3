// DeleteRecords (21): forgets the records of partitions before an offset. Source: KIP-107.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct delete_records_response_partition {
    std::int32_t partition_index = 0;
    std::int64_t low_watermark = 0; // the first that is left
    std::int16_t error_code = 0;
    bool operator==(const delete_records_response_partition&) const = default;

    using self = delete_records_response_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::low_watermark, "LowWatermark"},
        wire::field{&self::error_code, "ErrorCode"},
    };
};

struct delete_records_response_topic {
    std::string_view name;
    std::vector<delete_records_response_partition> partitions;
    bool operator==(const delete_records_response_topic&) const = default;

    using self = delete_records_response_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct delete_records_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<delete_records_response_topic> topics;
    bool operator==(const delete_records_response&) const = default;

    using self = delete_records_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::topics, "Topics"},
    };
};

struct delete_records_request_partition {
    std::int32_t partition_index = 0;
    std::int64_t offset = 0; // the first to keep; -1: the high watermark
    bool operator==(const delete_records_request_partition&) const = default;

    using self = delete_records_request_partition;
    static constexpr std::tuple fields{
        wire::field{&self::partition_index, "PartitionIndex"},
        wire::field{&self::offset, "Offset"},
    };
};

struct delete_records_request_topic {
    std::string_view name;
    std::vector<delete_records_request_partition> partitions;
    bool operator==(const delete_records_request_topic&) const = default;

    using self = delete_records_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct delete_records_request {
    using response = delete_records_response;
    static constexpr auto key = api_key::delete_records;
    static constexpr versions valid{0, 2};
    static constexpr std::int16_t flexible_since = 2;

    std::vector<delete_records_request_topic> topics;
    std::int32_t timeout_ms = 0;
    bool operator==(const delete_records_request&) const = default;

    using self = delete_records_request;
    static constexpr std::tuple fields{
        wire::field{&self::topics, "Topics"},
        wire::field{&self::timeout_ms, "TimeoutMs"},
    };
};

} // namespace kafka::detail::protocol
