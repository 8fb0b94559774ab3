// CreateTopics (19).
#pragma once

#include "broker/context.hpp"
#include "protocol/create_topics.hpp"

namespace kafka::detail::broker {

void handle(const protocol::create_topics_request& request, context& c,
            reply<protocol::create_topics_request> back);

} // namespace kafka::detail::broker
