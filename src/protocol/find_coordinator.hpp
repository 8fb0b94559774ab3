// FindCoordinator (10): which broker coordinates a group or a transaction. Source: KIP-98,
// KIP-699, KIP-932.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct find_coordinator_response_coordinator {
    std::string_view key;
    std::int32_t node_id = 0;
    std::string_view host;
    std::int32_t port = 0;
    std::int16_t error_code = 0;
    std::optional<std::string_view> error_message = "";
    bool operator==(const find_coordinator_response_coordinator&) const = default;

    using self = find_coordinator_response_coordinator;
    static constexpr std::tuple fields{
        wire::field{&self::key, "Key"},
        wire::field{&self::node_id, "NodeId"},
        wire::field{&self::host, "Host"},
        wire::field{&self::port, "Port"},
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::error_message, "ErrorMessage"}.null_since(0),
    };
};

struct find_coordinator_response {
    std::int32_t throttle_time_ms = 0;
    std::int16_t error_code = 0;
    std::optional<std::string_view> error_message = "";
    std::int32_t node_id = 0;
    std::string_view host;
    std::int32_t port = 0;
    std::vector<find_coordinator_response_coordinator> coordinators;
    bool operator==(const find_coordinator_response&) const = default;

    using self = find_coordinator_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs", wire::since(1)}.ignore(),
        wire::field{&self::error_code, "ErrorCode", wire::until(3)},
        wire::field{&self::error_message, "ErrorMessage", wire::versions{1, 3}}
            .null_since(1)
            .ignore(),
        wire::field{&self::node_id, "NodeId", wire::until(3)},
        wire::field{&self::host, "Host", wire::until(3)},
        wire::field{&self::port, "Port", wire::until(3)},
        wire::field{&self::coordinators, "Coordinators", wire::since(4)},
    };
};

struct find_coordinator_request {
    using response = find_coordinator_response;
    static constexpr auto key = api_key::find_coordinator;
    static constexpr versions valid{0, 6};
    static constexpr std::int16_t flexible_since = 3;

    std::string_view coordinator_key; // "Key" in the schema: `key` is the API's number
    std::int8_t key_type = 0;         // 0: a group, 1: a transactional id, 2: a share partition
    std::vector<std::string_view> coordinator_keys; // how versions since 4 ask, for many at once
    bool operator==(const find_coordinator_request&) const = default;

    using self = find_coordinator_request;
    static constexpr std::tuple fields{
        wire::field{&self::coordinator_key, "Key", wire::until(3)},
        wire::field{&self::key_type, "KeyType", wire::since(1)},
        wire::field{&self::coordinator_keys, "CoordinatorKeys", wire::since(4)},
    };
};

} // namespace kafka::detail::protocol
