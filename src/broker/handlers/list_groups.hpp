// ListGroups (16).
#pragma once

#include "broker/context.hpp"
#include "protocol/list_groups.hpp"

namespace kafka::detail::broker {

void handle(const protocol::list_groups_request& request, context& c,
            reply<protocol::list_groups_request> back);

} // namespace kafka::detail::broker
