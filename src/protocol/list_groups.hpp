// ListGroups (16): the groups that a broker coordinates. Source: KIP-518, KIP-848.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct list_groups_response_group {
    std::string_view group_id;
    std::string_view protocol_type;
    std::string_view group_state;
    std::string_view group_type;
    bool operator==(const list_groups_response_group&) const = default;

    using self = list_groups_response_group;
    static constexpr std::tuple fields{
        wire::field{&self::group_id, "GroupId"},
        wire::field{&self::protocol_type, "ProtocolType"},
        wire::field{&self::group_state, "GroupState", wire::since(4)}.ignore(),
        wire::field{&self::group_type, "GroupType", wire::since(5)}.ignore(),
    };
};

struct list_groups_response {
    std::int32_t throttle_time_ms = 0;
    std::int16_t error_code = 0;
    std::vector<list_groups_response_group> groups;
    bool operator==(const list_groups_response&) const = default;

    using self = list_groups_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs", wire::since(1)}.ignore(),
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::groups, "Groups"},
    };
};

struct list_groups_request {
    using response = list_groups_response;
    static constexpr auto key = api_key::list_groups;
    static constexpr versions valid{0, 5};
    static constexpr std::int16_t flexible_since = 3;

    std::vector<std::string_view> states_filter; // empty: any
    std::vector<std::string_view> types_filter;  // empty: any
    bool operator==(const list_groups_request&) const = default;

    using self = list_groups_request;
    static constexpr std::tuple fields{
        wire::field{&self::states_filter, "StatesFilter", wire::since(4)},
        wire::field{&self::types_filter, "TypesFilter", wire::since(5)},
    };
};

} // namespace kafka::detail::protocol
