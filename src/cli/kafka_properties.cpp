#include "cli/kafka_properties.hpp"

#include <algorithm>

namespace kafka::detail::cli {

namespace {

using lines = std::vector<std::pair<std::string, std::string>>;

/// One controller, which is the node itself: what our broker was.
lines identity(const broker::inspection& found, const kafka_place& where) {
    const auto id = std::to_string(found.node_id);
    return {
        {"process.roles", "broker,controller"},
        {"node.id", id},
        {"controller.quorum.voters", id + "@" + where.controller},
        {"listeners", "PLAINTEXT://" + where.listen + ",CONTROLLER://" + where.controller},
        {"advertised.listeners", "PLAINTEXT://" + where.listen},
        {"listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"},
        {"controller.listener.names", "CONTROLLER"},
        {"inter.broker.listener.name", "PLAINTEXT"},
        {"log.dirs", where.directory},
    };
}

/// Kafka's own topics must keep their number of partitions, which decides who coordinates whom.
void keep_partitions(const broker::inspection& found, const std::string& topic,
                     const std::string& setting, lines& to) {
    const auto it = std::ranges::find(found.topics, topic, &broker::inspected_topic::name);
    if (it != found.topics.end()) to.emplace_back(setting, std::to_string(it->partitions));
}

/// A single node has one replica of everything.
lines single_node(const broker::inspection& found) {
    lines out;
    for (const auto* name :
         {"offsets.topic.replication.factor", "transaction.state.log.replication.factor",
          "transaction.state.log.min.isr", "share.coordinator.state.topic.replication.factor",
          "share.coordinator.state.topic.min.isr"})
        out.emplace_back(name, "1");
    keep_partitions(found, "__consumer_offsets", "offsets.topic.num.partitions", out);
    keep_partitions(found, "__transaction_state", "transaction.state.log.num.partitions", out);
    return out;
}

/// Where our defaults are not Kafka's. Kafka syncs by interval only when its scheduler runs.
lines our_defaults(const settings_map& given) {
    const auto flush = given.find("log.flush.interval.ms");
    const auto interval = flush == given.end() ? std::string("100") : flush->second;
    return {{"group.initial.rebalance.delay.ms", "0"},
            {"log.flush.interval.ms", interval},
            {"log.flush.scheduler.interval.ms", interval}};
}

void print(const char* why, const lines& of, const settings_map& given, std::string& to) {
    to += std::string("\n# ") + why + "\n";
    for (const auto& [name, value] : of)
        if (!given.contains(name)) to += name + "=" + value + "\n";
}

} // namespace

std::string kafka_properties(const broker::inspection& found, const kafka_place& where,
                             const settings_map& started_with) {
    std::string out = "# For Apache Kafka 4.1 on " + where.directory +
                      ".\n# Do not format the directory: it is Kafka's already.\n";
    print("Who it is.", identity(found, where), {}, out);
    print("One node: one replica of everything.", single_node(found), started_with, out);
    print("Defaults of kafka broker start that are not Kafka's.", our_defaults(started_with),
          started_with, out);
    if (!started_with.empty()) out += "\n# What the broker was started with.\n";
    for (const auto& [name, value] : started_with) out += name + "=" + value + "\n";
    return out;
}

} // namespace kafka::detail::cli
