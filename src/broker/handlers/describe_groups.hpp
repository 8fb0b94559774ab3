// DescribeGroups (15).
#pragma once

#include "broker/context.hpp"
#include "protocol/describe_groups.hpp"

namespace kafka::detail::broker {

void handle(const protocol::describe_groups_request& request, context& c,
            reply<protocol::describe_groups_request> back);

} // namespace kafka::detail::broker
