// DescribeCluster (60).
#pragma once

#include "broker/context.hpp"
#include "protocol/describe_cluster.hpp"

namespace kafka::detail::broker {

void handle(const protocol::describe_cluster_request& request, context& c,
            reply<protocol::describe_cluster_request> back);

} // namespace kafka::detail::broker
