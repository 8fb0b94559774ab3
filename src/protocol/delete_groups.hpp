// DeleteGroups (42): removes groups that have no members. Source: KIP-229.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct delete_groups_response_result {
    std::string_view group_id;
    std::int16_t error_code = 0;
    bool operator==(const delete_groups_response_result&) const = default;

    using self = delete_groups_response_result;
    static constexpr std::tuple fields{
        wire::field{&self::group_id, "GroupId"},
        wire::field{&self::error_code, "ErrorCode"},
    };
};

struct delete_groups_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<delete_groups_response_result> results;
    bool operator==(const delete_groups_response&) const = default;

    using self = delete_groups_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::results, "Results"},
    };
};

struct delete_groups_request {
    using response = delete_groups_response;
    static constexpr auto key = api_key::delete_groups;
    static constexpr versions valid{0, 2};
    static constexpr std::int16_t flexible_since = 2;

    std::vector<std::string_view> groups_names;
    bool operator==(const delete_groups_request&) const = default;

    using self = delete_groups_request;
    static constexpr std::tuple fields{
        wire::field{&self::groups_names, "GroupsNames"},
    };
};

} // namespace kafka::detail::protocol
