#include "broker/handlers/create_partitions.hpp"

#include "broker/limits.hpp"
#include "broker/state.hpp"

#include <deque>
#include <map>

namespace kafka::detail::broker {

namespace {

struct asked_topic {
    std::string_view name;
    refusal why_not = {};
    uuid id = {};
    std::int32_t first = 0; // the first partition that is new
    std::vector<replica_list> added = {};
};

void judge(const protocol::create_partitions_request_topic& request, const planning& plan,
           asked_topic& out) {
    const auto* topic = plan.metadata.find(request.name);
    if (topic == nullptr) {
        out.why_not = {broker_errc::unknown_topic_or_partition, ""};
        return;
    }
    out.id = topic->id;
    out.first = static_cast<std::int32_t>(topic->partitions.size());
    if (topic->name == offsets_topic) {
        out.why_not = {broker_errc::invalid_request,
                       "Groups are found by the number of partitions of __consumer_offsets."};
        return;
    }
    std::vector<replica_list> assignments;
    if (request.assignments)
        for (const auto& a : *request.assignments) assignments.push_back(a.broker_ids);
    out.why_not = plan_partitions(plan, *topic, request.count,
                                  request.assignments ? &assignments : nullptr, out.added);
}

std::deque<asked_topic> judge_all(const protocol::create_partitions_request& request, context& c) {
    std::map<std::string_view, int> times;
    for (const auto& topic : request.topics) ++times[topic.name];
    std::deque<asked_topic> out;
    auto plan = c.broker.plan();
    for (const auto& topic : request.topics) {
        auto& count = times[topic.name];
        if (count == 0) continue;
        auto& asked = out.emplace_back(asked_topic{topic.name});
        if (count > 1)
            asked.why_not = {broker_errc::invalid_request, "Duplicate topic name."};
        else
            judge(topic, plan, asked);
        plan.partitions_planned += asked.added.size();
        count = 0;
    }
    return out;
}

void create(std::deque<asked_topic>& topics, context& c) {
    changes records;
    for (const auto& topic : topics) {
        if (topic.why_not) continue;
        records.end_batch();
        record_partitions(c.broker.plan(), topic.id, topic.first, topic.added, records);
    }
    if (records.empty()) return;
    const auto error = c.broker.commit(records);
    if (error == broker_errc::none) return;
    for (auto& topic : topics)
        if (!topic.why_not) topic.why_not = {error, "The metadata log could not be written."};
}

} // namespace

void handle(const protocol::create_partitions_request& request, context& c,
            reply<protocol::create_partitions_request> back) {
    if (request.topics.size() > limits::topics_of_a_request)
        return back.close("a request adds partitions to more topics than one may");
    auto topics = judge_all(request, c);
    if (!request.validate_only) create(topics, c);
    protocol::create_partitions_response out;
    for (const auto& topic : topics) {
        auto& told = out.results.emplace_back();
        told.name = topic.name;
        told.error_code = static_cast<std::int16_t>(topic.why_not.error);
        if (!topic.why_not.message.empty()) told.error_message = topic.why_not.message;
    }
    back.send(out);
}

} // namespace kafka::detail::broker
