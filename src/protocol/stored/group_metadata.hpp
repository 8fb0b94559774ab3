// A classic group in __consumer_offsets. Source: KIP-62, KIP-345.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"
#include "wire/compare.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct group_metadata_key {
    static constexpr std::int16_t type = 2;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = never_flexible;

    std::string_view group;
    bool operator==(const group_metadata_key&) const = default;

    using self = group_metadata_key;
    static constexpr std::tuple fields{
        wire::field{&self::group, "group"},
    };
};

struct group_metadata_value_member {
    std::string_view member_id;
    std::optional<std::string_view> group_instance_id;
    std::string_view client_id;
    std::string_view client_host;
    std::int32_t rebalance_timeout = -1;
    std::int32_t session_timeout = 0;
    wire::bytes subscription;
    wire::bytes assignment;
    bool operator==(const group_metadata_value_member& other) const {
        return wire::same(*this, other);
    }

    using self = group_metadata_value_member;
    static constexpr std::tuple fields{
        wire::field{&self::member_id, "memberId"},
        wire::field{&self::group_instance_id, "groupInstanceId", wire::since(3)}
            .null_since(3)
            .ignore(),
        wire::field{&self::client_id, "clientId"},
        wire::field{&self::client_host, "clientHost"},
        wire::field{&self::rebalance_timeout, "rebalanceTimeout", wire::since(1)}.ignore(),
        wire::field{&self::session_timeout, "sessionTimeout"},
        wire::field{&self::subscription, "subscription"},
        wire::field{&self::assignment, "assignment"},
    };
};

struct group_metadata_value {
    static constexpr std::int16_t type = 2;
    static constexpr versions valid{0, 4};
    static constexpr std::int16_t flexible_since = 4;

    std::string_view protocol_type;
    std::int32_t generation = 0;
    std::optional<std::string_view> protocol = "";
    std::optional<std::string_view> leader = "";
    std::int64_t current_state_timestamp = -1;
    std::vector<group_metadata_value_member> members;
    bool operator==(const group_metadata_value&) const = default;

    using self = group_metadata_value;
    static constexpr std::tuple fields{
        wire::field{&self::protocol_type, "protocolType"},
        wire::field{&self::generation, "generation"},
        wire::field{&self::protocol, "protocol"}.null_since(0),
        wire::field{&self::leader, "leader"}.null_since(0),
        wire::field{&self::current_state_timestamp, "currentStateTimestamp", wire::since(2)}
            .ignore(),
        wire::field{&self::members, "members"},
    };
};

} // namespace kafka::detail::protocol
