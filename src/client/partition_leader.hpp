// Which broker leads a partition.
#pragma once

#include "client/calls.hpp"

namespace kafka::detail::client {

/// Waits for a leader when there is none at the moment. not_found: the partition does not exist.
awaitable<outcome<std::int32_t>> leader_of(call c, topic_partition partition);

} // namespace kafka::detail::client
