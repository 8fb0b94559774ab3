// CreatePartitions (37): adds partitions to topics. Source: KIP-195, KIP-599.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct create_partitions_response_result {
    std::string_view name;
    std::int16_t error_code = 0;
    std::optional<std::string_view> error_message;
    bool operator==(const create_partitions_response_result&) const = default;

    using self = create_partitions_response_result;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::error_message, "ErrorMessage"}.null_since(0),
    };
};

struct create_partitions_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<create_partitions_response_result> results;
    bool operator==(const create_partitions_response&) const = default;

    using self = create_partitions_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::results, "Results"},
    };
};

struct create_partitions_request_assignment {
    std::vector<std::int32_t> broker_ids;
    bool operator==(const create_partitions_request_assignment&) const = default;

    using self = create_partitions_request_assignment;
    static constexpr std::tuple fields{
        wire::field{&self::broker_ids, "BrokerIds"},
    };
};

struct create_partitions_request_topic {
    std::string_view name;
    std::int32_t count = 0; // the new total
    // Null: the broker chooses.
    std::optional<std::vector<create_partitions_request_assignment>> assignments{std::in_place};
    bool operator==(const create_partitions_request_topic&) const = default;

    using self = create_partitions_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::count, "Count"},
        wire::field{&self::assignments, "Assignments"}.null_since(0),
    };
};

struct create_partitions_request {
    using response = create_partitions_response;
    static constexpr auto key = api_key::create_partitions;
    static constexpr versions valid{0, 3};
    static constexpr std::int16_t flexible_since = 2;

    std::vector<create_partitions_request_topic> topics;
    std::int32_t timeout_ms = 0;
    bool validate_only = false;
    bool operator==(const create_partitions_request&) const = default;

    using self = create_partitions_request;
    static constexpr std::tuple fields{
        wire::field{&self::topics, "Topics"},
        wire::field{&self::timeout_ms, "TimeoutMs"},
        wire::field{&self::validate_only, "ValidateOnly"},
    };
};

} // namespace kafka::detail::protocol
