#include "broker/metadata/topic_plan.hpp"

#include "broker/limits.hpp"
#include "broker/metadata/levels.hpp"
#include "broker/topic_names.hpp"
#include "protocol/stored/config_record.hpp"
#include "protocol/stored/partition_records.hpp"
#include "protocol/stored/topic_records.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace kafka::detail::broker {

namespace {

refusal judge_name(const planning& in, std::string_view name) {
    if (auto why = why_not_a_topic_name(name); !why.empty())
        return {broker_errc::invalid_topic, std::move(why)};
    if (name == "__cluster_metadata")
        return {broker_errc::invalid_request, "Topic '__cluster_metadata' is the broker's own."};
    if (in.metadata.find(name) != nullptr)
        return {broker_errc::topic_already_exists,
                "Topic '" + std::string(name) + "' already exists."};
    if (const auto* other = in.metadata.find_collision(name))
        return {broker_errc::invalid_topic,
                "Topic '" + std::string(name) + "' collides with existing topic: " + other->name};
    return {};
}

refusal take_settings(const wanted_topic& wanted, setting_values& out) {
    for (const auto& [name, value] : wanted.settings) {
        const auto* s = find_topic_setting(name);
        if (s == nullptr)
            return {broker_errc::invalid_config,
                    "Unknown topic config name: " + std::string(name.substr(0, 200))};
        if (!value)
            return {broker_errc::invalid_config,
                    "Null value not supported for topic configs: " + std::string(name)};
        if (auto why = why_not_a_value(*s, *value); !why.empty())
            return {broker_errc::invalid_config, std::move(why)};
        out.insert_or_assign(std::string(name), std::string(*value));
    }
    return {};
}

refusal judge_replicas(const nodes& cluster, const replica_list& replicas, std::size_t expected) {
    const auto wrong = [](std::string text) {
        return refusal{broker_errc::invalid_replica_assignment, std::move(text)};
    };
    if (replicas.empty())
        return wrong("The manual partition assignment includes an empty replica list.");
    if (std::set<std::int32_t>(replicas.begin(), replicas.end()).size() != replicas.size())
        return wrong("The manual partition assignment names a broker twice for a partition.");
    for (auto id : replicas)
        if (!cluster.has(id))
            return wrong("The manual partition assignment includes broker " + std::to_string(id) +
                         ", but no such broker is registered.");
    if (replicas.size() != expected)
        return wrong("The manual partition assignment gives partitions different numbers of "
                     "replicas.");
    return {};
}

refusal take_assignments(const planning& in, const wanted_topic& wanted, planned_topic& out) {
    if (wanted.replication_factor != -1 || wanted.partitions != -1)
        return {broker_errc::invalid_request,
                "A manual partition assignment was given, so the number of partitions and the "
                "replication factor must both be -1."};
    auto sorted = wanted.assignments;
    std::ranges::sort(sorted);
    const auto factor = sorted.front().second.size();
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (sorted[i].first != static_cast<std::int32_t>(i))
            return {broker_errc::invalid_replica_assignment,
                    "The manual partition assignment must name partitions 0, 1, 2 and so on, each "
                    "once."};
        if (auto no = judge_replicas(in.cluster, sorted[i].second, factor)) return no;
        out.partitions.push_back(std::move(sorted[i].second));
    }
    return {};
}

refusal judge_factor(const nodes& cluster, std::int32_t factor) {
    if (factor < 1)
        return {broker_errc::invalid_replication_factor,
                "Replication factor must be larger than 0, or -1 to use the default value."};
    if (static_cast<std::size_t>(factor) > cluster.size())
        return {broker_errc::invalid_replication_factor,
                "The target replication factor of " + std::to_string(factor) +
                    " cannot be reached because only " + std::to_string(cluster.size()) +
                    " broker(s) are registered."};
    return {};
}

refusal judge_count(const planning& in, std::int64_t count, std::size_t added) {
    if (count < 1)
        return {broker_errc::invalid_partitions,
                "Number of partitions must be larger than 0, or -1 to use the default value."};
    if (count > limits::partitions_of_a_topic)
        return {broker_errc::invalid_partitions, "A topic may have at most " +
                                                     std::to_string(limits::partitions_of_a_topic) +
                                                     " partitions."};
    if (in.metadata.partition_count() + in.partitions_planned + added > limits::partitions_in_all)
        return {broker_errc::policy_violation, "The broker may have at most " +
                                                   std::to_string(limits::partitions_in_all) +
                                                   " partitions."};
    return {};
}

/// Leaders of different topics start at different nodes.
std::size_t first_leader(std::string_view topic) { return std::hash<std::string_view>{}(topic); }

refusal choose_replicas(const planning& in, const wanted_topic& wanted, planned_topic& out) {
    const auto factor = wanted.replication_factor == -1 ? in.config.default_replication_factor
                                                        : wanted.replication_factor;
    const auto count = wanted.partitions == -1 ? in.config.num_partitions : wanted.partitions;
    if (auto no = judge_factor(in.cluster, factor)) return no;
    if (auto no = judge_count(in, count, static_cast<std::size_t>(std::max(count, 0)))) return no;
    const auto start = first_leader(wanted.name) % in.cluster.size();
    for (std::int32_t i = 0; i < count; ++i)
        out.partitions.push_back(in.cluster.replicas_of(i, factor, start));
    return {};
}

} // namespace

refusal plan_topic(const planning& in, const wanted_topic& wanted, planned_topic& out) {
    out = {};
    out.name = std::string(wanted.name);
    if (auto no = judge_name(in, wanted.name)) return no;
    if (in.metadata.topics().size() >= limits::topics_in_all)
        return {broker_errc::policy_violation, "The broker may have at most " +
                                                   std::to_string(limits::topics_in_all) +
                                                   " topics."};
    if (auto no = take_settings(wanted, out.settings)) return no;
    auto no = wanted.assignments.empty() ? choose_replicas(in, wanted, out)
                                         : take_assignments(in, wanted, out);
    if (!no && !wanted.assignments.empty())
        no = judge_count(in, std::ssize(out.partitions), out.partitions.size());
    if (!no) out.id = uuid::random();
    return no;
}

refusal plan_partitions(const planning& in, const topic_image& topic, std::int32_t count,
                        const std::vector<replica_list>* assignments,
                        std::vector<replica_list>& out) {
    const auto before = static_cast<std::int32_t>(topic.partitions.size());
    if (count == before)
        return {broker_errc::invalid_partitions,
                "Topic already has " + std::to_string(before) + " partition(s)."};
    if (count < before)
        return {broker_errc::invalid_partitions,
                "The topic " + topic.name + " currently has " + std::to_string(before) +
                    " partition(s); " + std::to_string(count) + " would not be an increase."};
    const auto added = static_cast<std::size_t>(count - before);
    if (auto no = judge_count(in, count, added)) return no;
    const auto factor = topic.partitions.empty() ? 1 : topic.partitions.front().replicas.size();
    if (assignments != nullptr) {
        if (assignments->size() != added)
            return {broker_errc::invalid_replica_assignment,
                    "Attempted to add " + std::to_string(added) + " additional partition(s), but " +
                        std::to_string(assignments->size()) + " assignment(s) were specified."};
        for (const auto& replicas : *assignments)
            if (auto no = judge_replicas(in.cluster, replicas, factor)) return no;
        out = *assignments;
        return {};
    }
    const auto possible = static_cast<std::int32_t>(std::min(factor, in.cluster.size()));
    const auto start = first_leader(topic.name) % in.cluster.size();
    for (std::int32_t i = before; i < count; ++i)
        out.push_back(in.cluster.replicas_of(i, possible, start));
    return {};
}

void record_partitions(const planning& in, const uuid& topic, std::int32_t first,
                       std::span<const replica_list> partitions, changes& to) {
    const bool has_directories = in.metadata.feature(metadata_version) >= level_with_directories;
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        protocol::partition_record record;
        record.partition_id = first + static_cast<std::int32_t>(i);
        record.topic_id = topic;
        record.replicas = partitions[i];
        record.isr = partitions[i];
        record.leader = partitions[i].front();
        record.leader_epoch = 0;
        record.partition_epoch = 0;
        if (has_directories) record.directories.assign(partitions[i].size(), in.directory);
        to.add(record, has_directories ? 1 : 0);
    }
}

void record_topic(const planning& in, const planned_topic& topic, changes& to) {
    to.end_batch();
    to.add(protocol::topic_record{topic.name, topic.id});
    record_partitions(in, topic.id, 0, topic.partitions, to);
    for (const auto& [name, value] : topic.settings)
        to.add(protocol::config_record{static_cast<std::int8_t>(resource_type::topic), topic.name,
                                       name, value});
}

} // namespace kafka::detail::broker
