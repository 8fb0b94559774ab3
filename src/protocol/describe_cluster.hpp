// DescribeCluster (60): the brokers or the controllers of a cluster. Source: KIP-700, KIP-919,
// KIP-1073.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct describe_cluster_response_broker {
    std::int32_t broker_id = 0;
    std::string_view host;
    std::int32_t port = 0;
    std::optional<std::string_view> rack;
    bool is_fenced = false;
    bool operator==(const describe_cluster_response_broker&) const = default;

    using self = describe_cluster_response_broker;
    static constexpr std::tuple fields{
        wire::field{&self::broker_id, "BrokerId"},
        wire::field{&self::host, "Host"},
        wire::field{&self::port, "Port"},
        wire::field{&self::rack, "Rack"}.null_since(0),
        wire::field{&self::is_fenced, "IsFenced", wire::since(2)},
    };
};

struct describe_cluster_response {
    std::int32_t throttle_time_ms = 0;
    std::int16_t error_code = 0;
    std::optional<std::string_view> error_message;
    std::int8_t endpoint_type = 1;
    std::string_view cluster_id;
    std::int32_t controller_id = -1;
    std::vector<describe_cluster_response_broker> brokers;
    // A set of bits; the minimum: not asked for.
    std::int32_t cluster_authorized_operations = std::numeric_limits<std::int32_t>::min();
    bool operator==(const describe_cluster_response&) const = default;

    using self = describe_cluster_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::error_message, "ErrorMessage"}.null_since(0),
        wire::field{&self::endpoint_type, "EndpointType", wire::since(1)},
        wire::field{&self::cluster_id, "ClusterId"},
        wire::field{&self::controller_id, "ControllerId"},
        wire::field{&self::brokers, "Brokers"},
        wire::field{&self::cluster_authorized_operations, "ClusterAuthorizedOperations"},
    };
};

struct describe_cluster_request {
    using response = describe_cluster_response;
    static constexpr auto key = api_key::describe_cluster;
    static constexpr versions valid{0, 2};
    static constexpr std::int16_t flexible_since = 0;

    bool include_cluster_authorized_operations = false;
    std::int8_t endpoint_type = 1; // 1: brokers, 2: controllers
    bool include_fenced_brokers = false;
    bool operator==(const describe_cluster_request&) const = default;

    using self = describe_cluster_request;
    static constexpr std::tuple fields{
        wire::field{&self::include_cluster_authorized_operations,
                    "IncludeClusterAuthorizedOperations"},
        wire::field{&self::endpoint_type, "EndpointType", wire::since(1)},
        wire::field{&self::include_fenced_brokers, "IncludeFencedBrokers", wire::since(2)},
    };
};

} // namespace kafka::detail::protocol
