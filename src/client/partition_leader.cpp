#include "client/partition_leader.hpp"

#include <kafka/broker_errc.hpp>

namespace kafka::detail::client {

awaitable<outcome<std::int32_t>> leader_of(call c, topic_partition partition) {
    const auto text =
        "topic " + partition.topic + " partition " + std::to_string(partition.partition);
    auto steps = c.link->new_backoff();
    for (;;) {
        const auto topic = co_await c.link->topic(partition.topic, c.so_far);
        if (!topic) co_return topic.error();
        const auto* found = (*topic)->find(partition.partition);
        if (found == nullptr)
            co_return cluster::fail(broker_errc::unknown_topic_or_partition, text);
        if (found->leader >= 0) co_return found->leader;
        c.so_far.note(text + " has no leader at the moment");
        c.link->doubt(partition.topic);
        co_await c.link->pause(steps);
    }
}

} // namespace kafka::detail::client
