#include "broker/handlers/offset_for_leader_epoch.hpp"

#include "broker/lookup.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

using request_partition = protocol::offset_for_leader_epoch_request_partition;
using response_partition = protocol::offset_for_leader_epoch_response_partition;

response_partition answer_for(const context& c, const topic_pointer& topic,
                              const request_partition& asked) {
    response_partition out;
    out.partition = asked.partition;
    const auto found = find_led(c, topic, asked.partition, asked.current_leader_epoch);
    out.error_code = static_cast<std::int16_t>(found.error);
    if (found.error != broker_errc::none) return out;
    const auto& p = *found.partition;
    const auto end = p.log().end_of_epoch(asked.leader_epoch);
    out.leader_epoch = end.epoch;
    out.end_offset = std::min(end.end_offset, p.log().end_offset());
    return out;
}

} // namespace

void handle(const protocol::offset_for_leader_epoch_request& request, context& c,
            reply<protocol::offset_for_leader_epoch_request> back) {
    protocol::offset_for_leader_epoch_response out;
    for (const auto& topic : request.topics) {
        const auto here = c.broker.topics.find(topic.topic);
        auto& to = out.topics.emplace_back();
        to.topic = topic.topic;
        for (const auto& p : topic.partitions) to.partitions.push_back(answer_for(c, here, p));
    }
    back.send(out);
}

} // namespace kafka::detail::broker
