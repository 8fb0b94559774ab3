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

protocol::fetch_request terms_of(const fetch_round& round, const fetch_limits& limits) {
    protocol::fetch_request out;
    out.max_wait_ms = static_cast<std::int32_t>(limits.max_wait.count());
    out.min_bytes = std::min(limits.min_bytes, round.max_bytes);
    out.max_bytes = round.max_bytes;
    return out;
}

protocol::fetch_request_partition partition_of(const asked_partition& asked,
                                               const fetch_limits& limits) {
    return {.partition = asked.partition,
            .current_leader_epoch = asked.leader_epoch,
            .fetch_offset = asked.offset,
            .partition_max_bytes = bytes_for(asked, limits)};
}

protocol::fetch_request request_of(const fetch_round& round, const fetch_limits& limits) {
    auto out = terms_of(round, limits);
    out.topics.reserve(round.plans.size());
    for (const auto& plan : round.plans) {
        auto& topic = out.topics.emplace_back();
        topic.topic = plan.topic;
        topic.topic_id = plan.topic_id;
        topic.partitions.reserve(plan.asked.size());
        for (const auto& a : plan.asked) topic.partitions.push_back(partition_of(a, limits));
    }
    return out;
}

} // namespace kafka::detail::consumer
