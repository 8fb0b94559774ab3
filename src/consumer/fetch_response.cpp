#include "consumer/fetch_response.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>
#include <map>

namespace kafka::detail::consumer {

namespace {

bool is_asked_for(const protocol::fetch_response_topic& topic, std::int16_t version,
                  const fetch_plan& plan) {
    return version >= first_fetch_by_id ? topic.topic_id == plan.topic_id
                                        : topic.topic == plan.topic;
}

partition_answer judge(const asked_partition& asked,
                       const protocol::fetch_response_partition& answered) {
    partition_answer out{.asked = asked,
                         .error = code_of_answer(answered.error_code),
                         .high_watermark = std::max<std::int64_t>(answered.high_watermark, -1)};
    out.extent.next = asked.offset;
    if (!out.error && answered.records)
        out.extent = extent_of(answered.records->data, asked.offset);
    return out;
}

} // namespace

std::error_code code_of_answer(std::int16_t number) {
    if (number == 0) return {};
    return make_error_code(static_cast<broker_errc>(number));
}

fetch_answer read_answer(const protocol::fetch_response& response, std::int16_t version,
                         const fetch_plan& plan) {
    fetch_answer out{.error = code_of_answer(response.error_code),
                     .throttle = std::chrono::milliseconds(std::max(response.throttle_time_ms, 0))};
    std::map<std::int32_t, const asked_partition*> open; // what is not answered yet
    for (const auto& a : plan.asked) open.emplace(a.partition, &a);
    for (const auto& topic : response.responses) {
        if (!is_asked_for(topic, version, plan)) continue;
        for (const auto& p : topic.partitions) {
            const auto asked = open.extract(p.partition_index);
            if (!asked.empty()) out.partitions.push_back(judge(*asked.mapped(), p));
        }
    }
    return out;
}

} // namespace kafka::detail::consumer
