#include "broker/handlers/list_offsets.hpp"

#include "broker/lookup.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

constexpr std::int16_t first_with_leader_epoch = 4;
constexpr std::int64_t latest = -1;
constexpr std::int64_t earliest = -2;

using request_partition = protocol::list_offsets_request_partition;
using response_partition = protocol::list_offsets_response_partition;

response_partition answer_for(const context& c, const topic_pointer& topic,
                              const request_partition& asked) {
    response_partition out;
    out.partition_index = asked.partition_index;
    const auto found = find_led(c, topic, asked.partition_index, asked.current_leader_epoch);
    out.error_code = static_cast<std::int16_t>(found.error);
    if (found.error != broker_errc::none) return out;
    if (c.version >= first_with_leader_epoch) out.leader_epoch = found.partition->leader_epoch();
    if (asked.timestamp == latest) out.offset = found.partition->high_watermark();
    if (asked.timestamp == earliest) out.offset = found.partition->start_offset();
    return out;
}

} // namespace

void handle(const protocol::list_offsets_request& request, context& c,
            reply<protocol::list_offsets_request> back) {
    protocol::list_offsets_response out;
    for (const auto& topic : request.topics) {
        const auto here = c.broker.topics.find(topic.name);
        auto& to = out.topics.emplace_back();
        to.name = topic.name;
        for (const auto& p : topic.partitions) to.partitions.push_back(answer_for(c, here, p));
    }
    back.send(out);
}

} // namespace kafka::detail::broker
