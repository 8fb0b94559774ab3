// LeaveGroup (13): members leave a group at once. Source: KIP-345, KIP-800.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct leave_group_response_member {
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id = "";
    std::int16_t error_code = 0;
    bool operator==(const leave_group_response_member&) const = default;

    using self = leave_group_response_member;
    static constexpr std::tuple fields{
        wire::field{&self::member_id, "MemberId"},
        wire::field{&self::group_instance_id, "GroupInstanceId"}.null_since(0),
        wire::field{&self::error_code, "ErrorCode"},
    };
};

struct leave_group_response {
    std::int32_t throttle_time_ms = 0;
    std::int16_t error_code = 0;
    std::vector<leave_group_response_member> members;
    bool operator==(const leave_group_response&) const = default;

    using self = leave_group_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs", wire::since(1)}.ignore(),
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::members, "Members", wire::since(3)},
    };
};

struct leave_group_request_member {
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id;
    std::optional<std::string_view> reason;
    bool operator==(const leave_group_request_member&) const = default;

    using self = leave_group_request_member;
    static constexpr std::tuple fields{
        wire::field{&self::member_id, "MemberId"},
        wire::field{&self::group_instance_id, "GroupInstanceId"}.null_since(0),
        wire::field{&self::reason, "Reason", wire::since(5)}.null_since(5).ignore(),
    };
};

struct leave_group_request {
    using response = leave_group_response;
    static constexpr auto key = api_key::leave_group;
    static constexpr versions valid{0, 5};
    static constexpr std::int16_t flexible_since = 4;

    std::string_view group_id;
    std::string_view member_id; // how versions before 3 name the one member
    std::vector<leave_group_request_member> members;
    bool operator==(const leave_group_request&) const = default;

    using self = leave_group_request;
    static constexpr std::tuple fields{
        wire::field{&self::group_id, "GroupId"},
        wire::field{&self::member_id, "MemberId", wire::until(2)},
        wire::field{&self::members, "Members", wire::since(3)},
    };
};

} // namespace kafka::detail::protocol
