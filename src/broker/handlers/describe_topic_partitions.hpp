// DescribeTopicPartitions (75): topics page by page. Source: KIP-966.
#pragma once

#include "broker/context.hpp"
#include "protocol/describe_topic_partitions.hpp"

namespace kafka::detail::broker {

void handle(const protocol::describe_topic_partitions_request& request, context& c,
            reply<protocol::describe_topic_partitions_request> back);

} // namespace kafka::detail::broker
