// SyncGroup (14): the leader hands out the assignment, the others receive theirs. Source: KIP-345,
// KIP-559.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"
#include "wire/compare.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct sync_group_response {
    std::int32_t throttle_time_ms = 0;
    std::int16_t error_code = 0;
    std::optional<std::string_view> protocol_type;
    std::optional<std::string_view> protocol_name;
    wire::bytes assignment;
    bool operator==(const sync_group_response& other) const { return wire::same(*this, other); }

    using self = sync_group_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs", wire::since(1)}.ignore(),
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::protocol_type, "ProtocolType", wire::since(5)}.null_since(5).ignore(),
        wire::field{&self::protocol_name, "ProtocolName", wire::since(5)}.null_since(5).ignore(),
        wire::field{&self::assignment, "Assignment"},
    };
};

struct sync_group_request_assignment {
    std::string_view member_id;
    wire::bytes assignment;
    bool operator==(const sync_group_request_assignment& other) const {
        return wire::same(*this, other);
    }

    using self = sync_group_request_assignment;
    static constexpr std::tuple fields{
        wire::field{&self::member_id, "MemberId"},
        wire::field{&self::assignment, "Assignment"},
    };
};

struct sync_group_request {
    using response = sync_group_response;
    static constexpr auto key = api_key::sync_group;
    static constexpr versions valid{0, 5};
    static constexpr std::int16_t flexible_since = 4;

    std::string_view group_id;
    std::int32_t generation_id = 0;
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id;
    std::optional<std::string_view> protocol_type;
    std::optional<std::string_view> protocol_name;
    std::vector<sync_group_request_assignment> assignments; // only the leader sends them
    bool operator==(const sync_group_request&) const = default;

    using self = sync_group_request;
    static constexpr std::tuple fields{
        wire::field{&self::group_id, "GroupId"},
        wire::field{&self::generation_id, "GenerationId"},
        wire::field{&self::member_id, "MemberId"},
        wire::field{&self::group_instance_id, "GroupInstanceId", wire::since(3)}.null_since(3),
        wire::field{&self::protocol_type, "ProtocolType", wire::since(5)}.null_since(5).ignore(),
        wire::field{&self::protocol_name, "ProtocolName", wire::since(5)}.null_since(5).ignore(),
        wire::field{&self::assignments, "Assignments"},
    };
};

} // namespace kafka::detail::protocol
