// DescribeConfigs (32).
#pragma once

#include "broker/context.hpp"
#include "protocol/describe_configs.hpp"

namespace kafka::detail::broker {

void handle(const protocol::describe_configs_request& request, context& c,
            reply<protocol::describe_configs_request> back);

} // namespace kafka::detail::broker
