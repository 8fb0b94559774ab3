// OffsetCommit (8).
#pragma once

#include "broker/context.hpp"
#include "protocol/offset_commit.hpp"

namespace kafka::detail::broker {

void handle(const protocol::offset_commit_request& request, context& c,
            reply<protocol::offset_commit_request> back);

} // namespace kafka::detail::broker
