#include "cluster/metadata_cache.hpp"

#include <kafka/broker_errc.hpp>

#include <algorithm>

namespace kafka::detail::cluster {

namespace {

std::error_code code_of(std::int16_t number) {
    if (number == 0) return {};
    return make_error_code(static_cast<broker_errc>(number));
}

partition_metadata partition_from(const protocol::metadata_response_partition& p) {
    return {.id = p.partition_index,
            .leader = p.leader_id,
            .leader_epoch = p.leader_epoch,
            .replicas = p.replica_nodes,
            .in_sync_replicas = p.isr_nodes,
            .error = code_of(p.error_code)};
}

/// An answer may be older than what we know already.
void keep_newer_epochs(topic_metadata& answered, const topic_metadata& known) {
    if (answered.id != known.id) return; // another topic of the same name: its epochs start anew
    for (auto& p : answered.partitions)
        if (const auto* k = known.find(p.id); k && p.leader_epoch < k->leader_epoch) p = *k;
}

} // namespace

const partition_metadata* topic_metadata::find(std::int32_t partition) const {
    const auto at = std::ranges::lower_bound(partitions, partition, {}, &partition_metadata::id);
    return at != partitions.end() && at->id == partition ? &*at : nullptr;
}

topic_metadata topic_from(const protocol::metadata_response_topic& answer) {
    topic_metadata out{.name = std::string(answer.name.value_or("")),
                       .id = answer.topic_id,
                       .internal = answer.is_internal,
                       .error = code_of(answer.error_code)};
    for (const auto& p : answer.partitions) out.partitions.push_back(partition_from(p));
    std::ranges::sort(out.partitions, {}, &partition_metadata::id);
    const auto twins = std::ranges::unique(out.partitions, {}, &partition_metadata::id);
    out.partitions.erase(twins.begin(), twins.end());
    return out;
}

std::vector<broker_node> brokers_from(const protocol::metadata_response& answer) {
    std::vector<broker_node> out;
    for (const auto& b : answer.brokers) {
        if (b.port <= 0 || b.port > 0xffff || b.host.empty()) continue;
        out.push_back({.id = b.node_id,
                       .where = {std::string(b.host), static_cast<std::uint16_t>(b.port)},
                       .rack = std::string(b.rack.value_or(""))});
    }
    return out;
}

void metadata_cache::update(const protocol::metadata_response& answer, time_point now) {
    brokers_ = brokers_from(answer);
    controller_ = answer.controller_id;
    if (answer.cluster_id) cluster_id_ = *answer.cluster_id;
    for (const auto& t : answer.topics) {
        auto fresh = topic_from(t);
        auto& known = topics_[fresh.name];
        if (known.topic && !fresh.error) keep_newer_epochs(fresh, *known.topic);
        known = {std::make_shared<const topic_metadata>(std::move(fresh)), now, false};
    }
}

topic_pointer metadata_cache::topic(const std::string& name) const {
    const auto found = topics_.find(name);
    return found == topics_.end() ? nullptr : found->second.topic;
}

bool metadata_cache::is_fresh(const std::string& name, time_point now) const {
    const auto found = topics_.find(name);
    if (found == topics_.end()) return false;
    const auto& e = found->second;
    return !e.doubted && !e.topic->error && now - e.updated < age_;
}

void metadata_cache::doubt(const std::string& name) {
    if (const auto found = topics_.find(name); found != topics_.end()) found->second.doubted = true;
}

const broker_node* metadata_cache::broker(std::int32_t id) const {
    const auto found = std::ranges::find(brokers_, id, &broker_node::id);
    return found == brokers_.end() ? nullptr : &*found;
}

void metadata_cache::forget_brokers() { brokers_.clear(); }

} // namespace kafka::detail::cluster
