// DeleteTopics (20).
#pragma once

#include "broker/context.hpp"
#include "protocol/delete_topics.hpp"

namespace kafka::detail::broker {

void handle(const protocol::delete_topics_request& request, context& c,
            reply<protocol::delete_topics_request> back);

} // namespace kafka::detail::broker
