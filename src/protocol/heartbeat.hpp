// Heartbeat (12): a member of a group says that it lives. Source: KIP-345.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <optional>
#include <string_view>

namespace kafka::detail::protocol {

struct heartbeat_response {
    std::int32_t throttle_time_ms = 0;
    std::int16_t error_code = 0;
    bool operator==(const heartbeat_response&) const = default;

    using self = heartbeat_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs", wire::since(1)}.ignore(),
        wire::field{&self::error_code, "ErrorCode"},
    };
};

struct heartbeat_request {
    using response = heartbeat_response;
    static constexpr auto key = api_key::heartbeat;
    static constexpr versions valid{0, 4};
    static constexpr std::int16_t flexible_since = 4;

    std::string_view group_id;
    std::int32_t generation_id = 0;
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id;
    bool operator==(const heartbeat_request&) const = default;

    using self = heartbeat_request;
    static constexpr std::tuple fields{
        wire::field{&self::group_id, "GroupId"},
        wire::field{&self::generation_id, "GenerationId"},
        wire::field{&self::member_id, "MemberId"},
        wire::field{&self::group_instance_id, "GroupInstanceId", wire::since(3)}.null_since(3),
    };
};

} // namespace kafka::detail::protocol
