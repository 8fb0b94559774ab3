// DeleteGroups (42).
#pragma once

#include "broker/context.hpp"
#include "protocol/delete_groups.hpp"

namespace kafka::detail::broker {

void handle(const protocol::delete_groups_request& request, context& c,
            reply<protocol::delete_groups_request> back);

} // namespace kafka::detail::broker
