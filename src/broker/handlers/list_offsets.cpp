#include "broker/handlers/list_offsets.hpp"

#include "broker/lookup.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

// Special times. Source: KIP-79, KIP-405, KIP-734, KIP-1005.
constexpr std::int64_t latest = -1;
constexpr std::int64_t earliest = -2;
constexpr std::int64_t max_timestamp = -3;  // since version 7
constexpr std::int64_t earliest_local = -4; // since version 8: the same without tiered storage
constexpr std::int64_t latest_tiered = -5;  // since version 9: nothing is tiered here

constexpr std::int16_t first_with_leader_epoch = 4;

using request_partition = protocol::list_offsets_request_partition;
using response_partition = protocol::list_offsets_response_partition;

/// -1 and -2 are in every version that is served.
bool is_known(std::int64_t time, std::int16_t version) {
    if (time >= earliest) return true;
    return (time == max_timestamp && version >= 7) || (time == earliest_local && version >= 8) ||
           (time == latest_tiered && version >= 9);
}

void take(const storage::timed_offset& found, partition& p, response_partition& out,
          std::int32_t& epoch) {
    if (found.error) out.error_code = static_cast<std::int16_t>(to_broker_errc(found.error));
    if (found.error || !found.found || found.offset >= p.high_watermark()) return;
    out.offset = found.offset;
    out.timestamp = found.timestamp;
    epoch = found.leader_epoch;
}

/// Fills the offset, and which term wrote it.
void search(partition& p, std::int64_t time, response_partition& out, std::int32_t& epoch) {
    epoch = p.leader_epoch();
    if (time == latest) {
        out.offset = p.high_watermark();
    } else if (time == earliest || time == earliest_local) {
        out.offset = p.start_offset();
    } else if (time == latest_tiered) {
        epoch = -1;
    } else {
        epoch = -1;
        take(time == max_timestamp ? p.log().find_max_time() : p.log().find_time(time), p, out,
             epoch);
    }
}

response_partition answer_for(const context& c, const topic_pointer& topic,
                              const request_partition& asked) {
    response_partition out;
    out.partition_index = asked.partition_index;
    if (!is_known(asked.timestamp, c.version)) {
        out.error_code = static_cast<std::int16_t>(broker_errc::unsupported_version);
        return out;
    }
    const auto found = find_led(c, topic, asked.partition_index, asked.current_leader_epoch);
    out.error_code = static_cast<std::int16_t>(found.error);
    if (found.error != broker_errc::none) return out;
    std::int32_t epoch = -1;
    search(*found.partition, asked.timestamp, out, epoch);
    if (c.version >= first_with_leader_epoch) out.leader_epoch = epoch;
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
