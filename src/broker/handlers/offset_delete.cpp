#include "broker/handlers/offset_delete.hpp"

#include "broker/group_lookup.hpp"
#include "broker/limits.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

using request = protocol::offset_delete_request;

struct told_topic {
    std::string name;
    std::vector<protocol::offset_delete_response_partition> partitions = {};
};

/// One request, until it is answered.
struct deleting {
    reply<request> back;
    std::vector<told_topic> topics = {};

    void answer(broker_errc error) {
        protocol::offset_delete_response out;
        out.error_code = static_cast<std::int16_t>(error);
        if (error == broker_errc::none)
            for (const auto& topic : topics) out.topics.push_back({topic.name, topic.partitions});
        back.send(out);
    }
};

broker_errc why_not(const request& r, const context& c) {
    if (const auto why = why_not_coordinator(c, r.group_id); why != broker_errc::none) return why;
    return c.broker.groups.may_forget_offsets(r.group_id);
}

broker_errc judge(const group& g, const topic_pointer& topic, std::int32_t index) {
    if (!topic || !topic->find(index)) return broker_errc::unknown_topic_or_partition;
    return g.is_subscribed_to(topic->name) ? broker_errc::group_subscribed_to_topic
                                           : broker_errc::none;
}

std::vector<coordinator::topic_partition> judge_all(const request& r, const context& c,
                                                    std::vector<told_topic>& told) {
    std::vector<coordinator::topic_partition> out;
    const auto& g = *c.broker.groups.find(r.group_id);
    for (const auto& topic : r.topics) {
        const auto known = c.broker.topics.find(topic.name);
        auto& to = told.emplace_back(told_topic{std::string(topic.name)});
        for (const auto& p : topic.partitions) {
            const auto error = judge(g, known, p.partition_index);
            to.partitions.push_back({p.partition_index, static_cast<std::int16_t>(error)});
            if (error == broker_errc::none) out.push_back({to.name, p.partition_index});
        }
    }
    return out;
}

} // namespace

void handle(const protocol::offset_delete_request& r, context& c,
            reply<protocol::offset_delete_request> back) {
    std::size_t count = 0;
    for (const auto& topic : r.topics) count += topic.partitions.size();
    if (count > limits::partitions_of_a_commit)
        return back.close("a request forgets more offsets than one may");
    const auto one = std::make_shared<deleting>(deleting{std::move(back)});
    if (const auto why = why_not(r, c); why != broker_errc::none) return one->answer(why);
    auto which = judge_all(r, c, one->topics);
    c.broker.groups.forget_offsets(r.group_id, std::move(which),
                                   [one](broker_errc error) { one->answer(error); });
}

} // namespace kafka::detail::broker
