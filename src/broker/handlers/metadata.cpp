#include "broker/handlers/metadata.hpp"

#include "broker/authorized_operations.hpp"
#include "broker/limits.hpp"
#include "broker/state.hpp"
#include "broker/topic_names.hpp"

#include <set>

namespace kafka::detail::broker {

namespace {

constexpr std::int16_t first_with_null_names = 12;

using response = protocol::metadata_response;
using response_topic = protocol::metadata_response_topic;

response_topic refused(broker_errc error, std::optional<std::string_view> name, const uuid& id) {
    response_topic out;
    out.error_code = static_cast<std::int16_t>(error);
    out.name = name;
    out.topic_id = id;
    return out;
}

protocol::metadata_response_partition described(std::size_t index, const partition_image& p) {
    protocol::metadata_response_partition out;
    if (p.leader < 0) out.error_code = static_cast<std::int16_t>(broker_errc::leader_not_available);
    out.partition_index = static_cast<std::int32_t>(index);
    out.leader_id = p.leader;
    out.leader_epoch = p.leader_epoch;
    out.replica_nodes = p.replicas;
    out.isr_nodes = p.isr;
    return out;
}

/// Collects the answer to one request.
struct collector {
    const protocol::metadata_request& request;
    context& c;
    response out;
    std::set<std::string_view> seen = {};
    std::vector<std::string_view> to_create = {};

    void add(const topic_image& topic) {
        response_topic t;
        t.name = topic.name;
        t.topic_id = topic.id;
        t.is_internal = is_internal_topic(topic.name);
        t.partitions.reserve(topic.partitions.size());
        for (std::size_t i = 0; i < topic.partitions.size(); ++i)
            t.partitions.push_back(described(i, topic.partitions[i]));
        if (request.include_topic_authorized_operations)
            t.topic_authorized_operations = every_topic_operation;
        out.topics.push_back(std::move(t));
    }

    void add_all() {
        for (const auto& [name, topic] : c.broker.metadata.topics()) add(*topic);
    }

    void add_by_id(const uuid& id) {
        if (const auto* topic = c.broker.metadata.find(id))
            add(*topic);
        else
            out.topics.push_back(refused(broker_errc::unknown_topic_id, no_name(), id));
    }

    void add_by_name(std::string_view name) {
        if (!seen.insert(name).second) return;
        if (const auto* topic = c.broker.metadata.find(name)) return add(*topic);
        if (!why_not_a_topic_name(name).empty())
            return out.topics.push_back(refused(broker_errc::invalid_topic, name, {}));
        if (may_create() && to_create.size() < limits::topics_created_by_metadata)
            return to_create.push_back(name);
        out.topics.push_back(refused(broker_errc::unknown_topic_or_partition, name, {}));
    }

    std::optional<std::string_view> no_name() const {
        if (c.version < first_with_null_names) return "";
        return std::nullopt;
    }

    bool may_create() const {
        return request.allow_auto_topic_creation && c.broker.config.auto_create_topics;
    }

    void create();
};

/// One sync for all of them.
void collector::create() {
    changes records;
    std::vector<std::pair<std::string_view, refusal>> asked;
    auto plan = c.broker.plan();
    for (const auto name : to_create) {
        planned_topic topic;
        internal_settings kept;
        const auto wanted = wanted_by_name(name, c.broker.config, c.broker.cluster.size(), kept);
        asked.emplace_back(name, plan_topic(plan, wanted, topic));
        if (asked.back().second) continue;
        plan.partitions_planned += topic.partitions.size();
        record_topic(plan, topic, records);
    }
    const auto error = records.empty() ? broker_errc::none : c.broker.commit(records);
    for (const auto& [name, refusal] : asked) {
        if (const auto* topic = c.broker.metadata.find(name))
            add(*topic);
        else
            out.topics.push_back(refused(refusal ? refusal.error : error, name, {}));
    }
}

void add_cluster(context& c, const protocol::metadata_request& request, response& out) {
    for (const auto& n : c.broker.cluster.seen_on(c.from.listener)) {
        auto& told = out.brokers.emplace_back();
        told.node_id = n.id;
        told.host = n.host;
        told.port = n.port;
        if (!n.rack.empty()) told.rack = n.rack;
    }
    out.cluster_id = c.broker.logs.cluster_id();
    out.controller_id = c.broker.cluster.controller();
    if (request.include_cluster_authorized_operations)
        out.cluster_authorized_operations = every_cluster_operation;
}

/// Version 0 has no null: there an empty list means all.
bool wants_all(const protocol::metadata_request& request, std::int16_t version) {
    return !request.topics || (version == 0 && request.topics->empty());
}

} // namespace

void handle(const protocol::metadata_request& request, context& c,
            reply<protocol::metadata_request> back) {
    collector to{request, c, {}};
    add_cluster(c, request, to.out);
    if (wants_all(request, c.version)) {
        to.add_all();
        return back.send(to.out);
    }
    if (request.topics->size() > limits::topics_of_a_request)
        return back.close("a metadata request names " + std::to_string(request.topics->size()) +
                          " topics");
    for (const auto& topic : *request.topics) {
        // Java's client asks by id with an empty name, not with none.
        if (topic.topic_id || !topic.name)
            to.add_by_id(topic.topic_id);
        else
            to.add_by_name(*topic.name);
    }
    to.create();
    back.send(to.out);
}

} // namespace kafka::detail::broker
