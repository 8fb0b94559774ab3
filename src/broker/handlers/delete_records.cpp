#include "broker/handlers/delete_records.hpp"

#include "broker/lookup.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

constexpr std::int64_t up_to_the_high_watermark = -1;

struct deleted_partition {
    std::int32_t index = 0;
    broker_errc error = broker_errc::none;
    std::int64_t low_watermark = -1;
};

struct deleted_topic {
    std::string name;
    std::vector<deleted_partition> partitions;
};

/// Lives until the new start offsets are on the disk.
struct pending_deletion {
    std::vector<deleted_topic> topics;
    reply<protocol::delete_records_request> back;

    void answer(broker_errc error) {
        protocol::delete_records_response out;
        for (const auto& topic : topics) {
            auto& to = out.topics.emplace_back();
            to.name = topic.name;
            for (const auto& p : topic.partitions) {
                const auto worst = p.error != broker_errc::none ? p.error : error;
                const bool failed = worst != broker_errc::none;
                to.partitions.push_back(
                    {p.index, failed ? -1 : p.low_watermark, static_cast<std::int16_t>(worst)});
            }
        }
        back.send(out);
    }
};

deleted_partition erase(context& c, const topic_pointer& topic, std::int32_t index,
                        std::int64_t offset, bool& changed) {
    deleted_partition out{index};
    const auto found = find_led(c, topic, index, -1);
    out.error = found.error;
    if (out.error != broker_errc::none) return out;
    auto& p = *found.partition;
    if (!p.config().is_deleted) {
        out.error = broker_errc::policy_violation;
        return out;
    }
    const auto end = p.high_watermark();
    const auto wanted = offset == up_to_the_high_watermark ? end : offset;
    if (wanted < 0 || wanted > end) {
        out.error = broker_errc::offset_out_of_range;
        return out;
    }
    if (wanted > p.start_offset()) {
        out.error = to_broker_errc(p.log().delete_before(wanted));
        changed = true;
    }
    out.low_watermark = p.start_offset();
    return out;
}

} // namespace

void handle(const protocol::delete_records_request& request, context& c,
            reply<protocol::delete_records_request> back) {
    const auto pending = std::make_shared<pending_deletion>(
        pending_deletion{std::vector<deleted_topic>{}, std::move(back)});
    bool changed = false;
    for (const auto& topic : request.topics) {
        const auto here = c.broker.topics.find(topic.name);
        auto& to = pending->topics.emplace_back(deleted_topic{std::string(topic.name), {}});
        for (const auto& p : topic.partitions)
            to.partitions.push_back(erase(c, here, p.partition_index, p.offset, changed));
    }
    if (!changed) return pending->answer(broker_errc::none);
    c.broker.upkeep.write_start_offsets([pending](broker_errc error) { pending->answer(error); });
}

} // namespace kafka::detail::broker
