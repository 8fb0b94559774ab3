#include "consumer/fetch_plan.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::consumer {

namespace {

std::int32_t bytes_for(const asked_partition& a, const fetch_limits& limits) {
    constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();
    const auto wanted = static_cast<std::int32_t>(std::min(a.wanted_bytes, most));
    return std::max(wanted, limits.partition_max_bytes);
}

} // namespace

protocol::fetch_request request_of(const fetch_plan& plan, const fetch_limits& limits) {
    protocol::fetch_request out;
    out.max_wait_ms = static_cast<std::int32_t>(limits.max_wait.count());
    out.min_bytes = std::min(limits.min_bytes, plan.max_bytes);
    out.max_bytes = plan.max_bytes;
    auto& topic = out.topics.emplace_back();
    topic.topic = plan.topic;
    topic.topic_id = plan.topic_id;
    topic.partitions.reserve(plan.asked.size());
    for (const auto& a : plan.asked)
        topic.partitions.push_back({.partition = a.partition,
                                    .current_leader_epoch = a.leader_epoch,
                                    .fetch_offset = a.offset,
                                    .partition_max_bytes = bytes_for(a, limits)});
    return out;
}

} // namespace kafka::detail::consumer
