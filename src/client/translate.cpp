#include "client/translate.hpp"

#include "cluster/metadata_cache.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>

namespace kafka::detail::client {

namespace {

constexpr std::int8_t source_default = 5;

topic_info topic_info_from(const protocol::metadata_response_topic& t) {
    const auto known = cluster::topic_from(t);
    topic_info out{
        .name = known.name, .id = known.id, .internal = known.internal, .error = known.error};
    for (const auto& p : known.partitions)
        out.partitions.push_back({.id = p.id,
                                  .leader = p.leader,
                                  .leader_epoch = p.leader_epoch,
                                  .replicas = p.replicas,
                                  .in_sync_replicas = p.in_sync_replicas,
                                  .error = p.error});
    return out;
}

} // namespace

std::error_code code_of(std::int16_t number) {
    if (number == 0) return {};
    return static_cast<broker_errc>(number);
}

cluster_info cluster_from(const protocol::metadata_response& answer) {
    cluster_info out{.cluster_id = std::string(answer.cluster_id.value_or("")),
                     .controller = answer.controller_id};
    for (const auto& b : cluster::brokers_from(answer))
        out.brokers.push_back(
            {.id = b.id, .host = b.where.host, .port = b.where.port, .rack = b.rack});
    for (const auto& t : answer.topics) out.topics.push_back(topic_info_from(t));
    std::ranges::sort(out.brokers, {}, &broker_info::id);
    std::ranges::sort(out.topics, {}, &topic_info::name);
    return out;
}

protocol::create_topics_request_topic request_from(const topic_config& t) {
    protocol::create_topics_request_topic out{.name = t.topic,
                                              .num_partitions = t.partitions,
                                              .replication_factor = t.replication_factor};
    for (std::size_t p = 0; p < t.assignments.size(); ++p)
        out.assignments.push_back({static_cast<std::int32_t>(p), t.assignments[p]});
    for (const auto& [name, value] : t.configs) out.configs.push_back({name, value});
    return out;
}

topic_result result_from(std::string_view topic, const uuid& id, std::int16_t error,
                         std::optional<std::string_view> words) {
    topic_result out{.topic = std::string(topic), .id = id, .error = code_of(error)};
    if (out.error) out.detail = words && !words->empty() ? *words : out.error.message();
    return out;
}

config_entry config_from(const protocol::describe_configs_response_config& c) {
    config_entry out{.name = std::string(c.name),
                     .is_default = c.config_source == source_default,
                     .read_only = c.read_only,
                     .sensitive = c.is_sensitive,
                     .source = c.config_source,
                     .documentation = std::string(c.documentation.value_or(""))};
    if (c.value) out.value = std::string(*c.value);
    return out;
}

} // namespace kafka::detail::client
