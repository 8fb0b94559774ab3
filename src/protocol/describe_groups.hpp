// DescribeGroups (15): the members of groups and what they read. Source: KIP-345, KIP-430,
// KIP-1043.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"
#include "wire/compare.hpp"

#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct describe_groups_response_member {
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id;
    std::string_view client_id;
    std::string_view client_host;
    wire::bytes member_metadata;
    wire::bytes member_assignment;
    bool operator==(const describe_groups_response_member& other) const {
        return wire::same(*this, other);
    }

    using self = describe_groups_response_member;
    static constexpr std::tuple fields{
        wire::field{&self::member_id, "MemberId"},
        wire::field{&self::group_instance_id, "GroupInstanceId", wire::since(4)}
            .null_since(4)
            .ignore(),
        wire::field{&self::client_id, "ClientId"},
        wire::field{&self::client_host, "ClientHost"},
        wire::field{&self::member_metadata, "MemberMetadata"},
        wire::field{&self::member_assignment, "MemberAssignment"},
    };
};

struct describe_groups_response_group {
    std::int16_t error_code = 0;
    std::optional<std::string_view> error_message;
    std::string_view group_id;
    std::string_view group_state;
    std::string_view protocol_type;
    std::string_view protocol_data;
    std::vector<describe_groups_response_member> members;
    // A set of bits; the minimum: not asked for.
    std::int32_t authorized_operations = std::numeric_limits<std::int32_t>::min();
    bool operator==(const describe_groups_response_group&) const = default;

    using self = describe_groups_response_group;
    static constexpr std::tuple fields{
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::error_message, "ErrorMessage", wire::since(6)}.null_since(6),
        wire::field{&self::group_id, "GroupId"},
        wire::field{&self::group_state, "GroupState"},
        wire::field{&self::protocol_type, "ProtocolType"},
        wire::field{&self::protocol_data, "ProtocolData"},
        wire::field{&self::members, "Members"},
        wire::field{&self::authorized_operations, "AuthorizedOperations", wire::since(3)},
    };
};

struct describe_groups_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<describe_groups_response_group> groups;
    bool operator==(const describe_groups_response&) const = default;

    using self = describe_groups_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs", wire::since(1)}.ignore(),
        wire::field{&self::groups, "Groups"},
    };
};

struct describe_groups_request {
    using response = describe_groups_response;
    static constexpr auto key = api_key::describe_groups;
    static constexpr versions valid{0, 6};
    static constexpr std::int16_t flexible_since = 5;

    std::vector<std::string_view> groups;
    bool include_authorized_operations = false;
    bool operator==(const describe_groups_request&) const = default;

    using self = describe_groups_request;
    static constexpr std::tuple fields{
        wire::field{&self::groups, "Groups"},
        wire::field{&self::include_authorized_operations, "IncludeAuthorizedOperations",
                    wire::since(3)},
    };
};

} // namespace kafka::detail::protocol
