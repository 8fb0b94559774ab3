// JoinGroup (11): enters a group and waits until its members are known. Source: KIP-62, KIP-345,
// KIP-394, KIP-559, KIP-800.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"
#include "wire/compare.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct join_group_response_member {
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id;
    wire::bytes metadata;
    bool operator==(const join_group_response_member& other) const {
        return wire::same(*this, other);
    }

    using self = join_group_response_member;
    static constexpr std::tuple fields{
        wire::field{&self::member_id, "MemberId"},
        wire::field{&self::group_instance_id, "GroupInstanceId", wire::since(5)}
            .null_since(5)
            .ignore(),
        wire::field{&self::metadata, "Metadata"},
    };
};

struct join_group_response {
    std::int32_t throttle_time_ms = 0;
    std::int16_t error_code = 0;
    std::int32_t generation_id = -1;
    std::optional<std::string_view> protocol_type;
    std::optional<std::string_view> protocol_name = "";
    std::string_view leader;
    bool skip_assignment = false; // the leader keeps the assignment as it is
    std::string_view member_id;
    std::vector<join_group_response_member> members; // only the leader receives them
    bool operator==(const join_group_response&) const = default;

    using self = join_group_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs", wire::since(2)}.ignore(),
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::generation_id, "GenerationId"},
        wire::field{&self::protocol_type, "ProtocolType", wire::since(7)}.null_since(7).ignore(),
        wire::field{&self::protocol_name, "ProtocolName"}.null_since(7),
        wire::field{&self::leader, "Leader"},
        wire::field{&self::skip_assignment, "SkipAssignment", wire::since(9)},
        wire::field{&self::member_id, "MemberId"},
        wire::field{&self::members, "Members"},
    };
};

struct join_group_request_protocol {
    std::string_view name;
    wire::bytes metadata;
    bool operator==(const join_group_request_protocol& other) const {
        return wire::same(*this, other);
    }

    using self = join_group_request_protocol;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::metadata, "Metadata"},
    };
};

struct join_group_request {
    using response = join_group_response;
    static constexpr auto key = api_key::join_group;
    static constexpr versions valid{0, 9};
    static constexpr std::int16_t flexible_since = 6;

    std::string_view group_id;
    std::int32_t session_timeout_ms = 0;
    std::int32_t rebalance_timeout_ms = -1; // -1: the session's
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id; // of a static member
    std::string_view protocol_type;
    std::vector<join_group_request_protocol> protocols;
    std::optional<std::string_view> reason;
    bool operator==(const join_group_request&) const = default;

    using self = join_group_request;
    static constexpr std::tuple fields{
        wire::field{&self::group_id, "GroupId"},
        wire::field{&self::session_timeout_ms, "SessionTimeoutMs"},
        wire::field{&self::rebalance_timeout_ms, "RebalanceTimeoutMs", wire::since(1)}.ignore(),
        wire::field{&self::member_id, "MemberId"},
        wire::field{&self::group_instance_id, "GroupInstanceId", wire::since(5)}.null_since(5),
        wire::field{&self::protocol_type, "ProtocolType"},
        wire::field{&self::protocols, "Protocols"},
        wire::field{&self::reason, "Reason", wire::since(8)}.null_since(8).ignore(),
    };
};

} // namespace kafka::detail::protocol
