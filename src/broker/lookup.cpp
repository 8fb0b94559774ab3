#include "broker/lookup.hpp"

#include "broker/context.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

found_partition find_led(const context& c, const topic_pointer& topic, std::int32_t index,
                         std::int32_t asked_epoch) {
    auto p = topic ? topic->find(index) : nullptr;
    if (!p) return {broker_errc::unknown_topic_or_partition, nullptr};
    if (!p->is_served()) return {broker_errc::kafka_storage_error, p};
    if (asked_epoch >= 0 && asked_epoch < p->leader_epoch())
        return {broker_errc::fenced_leader_epoch, p};
    if (asked_epoch > p->leader_epoch()) return {broker_errc::unknown_leader_epoch, p};
    if (p->leader() != c.broker.cluster.asked_on(c.from.local_port))
        return {broker_errc::not_leader_or_follower, p};
    return {broker_errc::none, p};
}

} // namespace kafka::detail::broker
