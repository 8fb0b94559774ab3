// A partition as a producer sees it.
#pragma once

#include "cluster/backoff.hpp"
#include "producer/collector.hpp"
#include "producer/partition_queue.hpp"

#include <atomic>

namespace kafka::detail::producer {

class topic;

/// Lives as long as its topic.
struct partition : intrusive::list_base_hook<hook> {
    partition(topic& t, std::int32_t number, const settings& s)
        : of(t)
        , id(number)
        , pauses(s.backoff_min, s.backoff_max) {}

    topic& of;
    const std::int32_t id;

    // Used by callers, too.
    collector collecting;
    std::atomic<bool> has_leader{false};

    // The sender's.
    partition_queue queue;
    std::int32_t leader = -1;
    cluster::backoff pauses;
    time_point not_before = {}; // after a failure
    time_point open_since = {}; // of the batch for which it is in a lane's open list
};

} // namespace kafka::detail::producer
