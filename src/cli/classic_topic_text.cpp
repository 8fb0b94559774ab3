#include "cli/classic_topic_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kafka::detail::cli {

namespace {

std::string joined(const std::vector<std::int32_t>& ids) {
    std::string text;
    for (auto id : ids) text += (text.empty() ? "" : ",") + std::to_string(id);
    return text;
}

/// Settings that are not Kafka's built-in default, the topic's own and the cluster's.
std::string overrides(const std::vector<config_entry>& configs) {
    constexpr std::int8_t built_in_default = 5;
    std::string text;
    for (const auto& c : configs)
        if (c.source < built_in_default)
            text += (text.empty() ? "" : ",") + c.name + "=" + c.value.value_or("null");
    return text;
}

std::size_t min_in_sync(const std::vector<config_entry>& configs) {
    const auto found = std::ranges::find(configs, "min.insync.replicas", &config_entry::name);
    return found == configs.end() || !found->value ? 1 : std::stoul(*found->value);
}

bool passes(const partition_info& p, const describe_filter& f, std::size_t min_isr) {
    const auto isr = p.in_sync_replicas.size();
    if (f.under_replicated && isr >= p.replicas.size()) return false;
    if (f.unavailable && p.leader >= 0) return false;
    if (f.under_min_isr && isr >= min_isr) return false;
    return !f.at_min_isr || isr == min_isr;
}

} // namespace

std::string describe_text(const topic_info& topic, const std::vector<config_entry>& configs,
                          const describe_filter& filter) {
    const auto settings = overrides(configs);
    if (filter.with_overrides && settings.empty()) return {};
    std::string out;
    if (!filter.on_partitions())
        out += fmt::format(
            "Topic: {}\tTopicId: {}\tPartitionCount: {}\tReplicationFactor: {}\tConfigs: {}\n",
            topic.name, to_string(topic.id), topic.partitions.size(),
            topic.partitions.empty() ? 0 : topic.partitions[0].replicas.size(), settings);
    if (filter.with_overrides) return out;
    for (const auto& p : topic.partitions)
        if (passes(p, filter, min_in_sync(configs)))
            out += fmt::format("\tTopic: {}\tPartition: {}\tLeader: {}\tReplicas: {}\tIsr: "
                               "{}\tElr: \tLastKnownElr: \n",
                               topic.name, p.id, p.leader < 0 ? "none" : std::to_string(p.leader),
                               joined(p.replicas), joined(p.in_sync_replicas));
    return out;
}

} // namespace kafka::detail::cli
