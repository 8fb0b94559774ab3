// Who a member is to its coordinator.
#pragma once

#include "consumer/member_bytes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kafka::detail::consumer::group {

struct membership {
    std::string group_id = {};
    std::string member_id = {};
    std::optional<std::string> instance_id = {};
    std::int32_t generation = -1; // -1: in none
};

/// The bytes that a request to join views: a subscription for each balancer.
using kept_subscriptions = std::vector<std::pair<std::string, owned_bytes>>;

/// One member's share, as the leader sends it.
struct written_assignment {
    std::string member_id = {};
    owned_bytes bytes = {};
};

} // namespace kafka::detail::consumer::group
