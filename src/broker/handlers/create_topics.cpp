#include "broker/handlers/create_topics.hpp"

#include "broker/limits.hpp"
#include "broker/state.hpp"

#include <deque>
#include <map>

namespace kafka::detail::broker {

namespace {

using request_topic = protocol::create_topics_request_topic;
using response_topic = protocol::create_topics_response_topic;

wanted_topic wanted(const request_topic& from) {
    wanted_topic out{from.name, from.num_partitions, from.replication_factor, {}, {}};
    for (const auto& a : from.assignments)
        out.assignments.emplace_back(a.partition_index, a.broker_ids);
    for (const auto& s : from.configs) out.settings.emplace_back(s.name, s.value);
    return out;
}

/// One topic of the request on its way.
struct asked_topic {
    const request_topic* request = nullptr;
    planned_topic plan;
    refusal why_not;
    std::deque<std::string> texts = {}; // what the response's settings view
};

std::vector<protocol::create_topics_response_config> settings_of(const state& broker,
                                                                 asked_topic& topic) {
    std::vector<protocol::create_topics_response_config> out;
    const auto node = broker.settings_of_node(std::to_string(broker.cluster.controller()));
    for (const auto& s : topic_settings()) {
        auto found = resolve(s, &topic.plan.settings, node);
        auto& to = out.emplace_back();
        to.name = s.name;
        if (found.value) to.value = topic.texts.emplace_back(std::move(*found.value));
        to.config_source = static_cast<std::int8_t>(found.source);
    }
    return out;
}

response_topic answer_for(const state& broker, asked_topic& topic, bool validate_only) {
    response_topic out;
    out.name = topic.request->name;
    out.error_code = static_cast<std::int16_t>(topic.why_not.error);
    out.error_message = std::nullopt;
    if (topic.why_not) {
        if (!topic.why_not.message.empty()) out.error_message = topic.why_not.message;
        return out;
    }
    if (!validate_only) out.topic_id = topic.plan.id;
    out.num_partitions = static_cast<std::int32_t>(topic.plan.partitions.size());
    out.replication_factor = topic.plan.replication_factor();
    out.configs = settings_of(broker, topic);
    return out;
}

std::map<std::string_view, int> count_names(const protocol::create_topics_request& request) {
    std::map<std::string_view, int> times;
    for (const auto& topic : request.topics) ++times[topic.name];
    return times;
}

/// A name that stands twice gets one answer: a refusal.
std::deque<asked_topic> judge(const protocol::create_topics_request& request, context& c) {
    std::deque<asked_topic> out;
    auto times = count_names(request);
    auto plan = c.broker.plan();
    for (const auto& topic : request.topics) {
        auto& count = times[topic.name];
        if (count == 0) continue;
        auto& asked = out.emplace_back();
        asked.request = &topic;
        if (count > 1)
            asked.why_not = {broker_errc::invalid_request, "Duplicate topic name."};
        else
            asked.why_not = plan_topic(plan, wanted(topic), asked.plan);
        if (!asked.why_not) plan.partitions_planned += asked.plan.partitions.size();
        count = 0;
    }
    return out;
}

/// All of them with one sync.
void create(std::deque<asked_topic>& topics, context& c) {
    changes records;
    for (const auto& topic : topics)
        if (!topic.why_not) record_topic(c.broker.plan(), topic.plan, records);
    if (records.empty()) return;
    const auto error = c.broker.commit(records);
    for (auto& topic : topics)
        if (!topic.why_not && c.broker.metadata.find(topic.plan.id) == nullptr)
            topic.why_not = {error, "The metadata log could not be written."};
}

} // namespace

void handle(const protocol::create_topics_request& request, context& c,
            reply<protocol::create_topics_request> back) {
    if (request.topics.size() > limits::topics_of_a_request)
        return back.close("a request creates " + std::to_string(request.topics.size()) + " topics");
    auto topics = judge(request, c);
    if (!request.validate_only) create(topics, c);
    protocol::create_topics_response out;
    for (auto& topic : topics)
        out.topics.push_back(answer_for(c.broker, topic, request.validate_only));
    back.send(out);
}

} // namespace kafka::detail::broker
