#include "consumer/member_bytes.hpp"

#include "protocol/consumer_protocol.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

using protocol::consumer_protocol_topic;

std::vector<topic_partition> sorted(std::vector<topic_partition> partitions) {
    std::ranges::sort(partitions);
    const auto twice = std::ranges::unique(partitions);
    partitions.erase(twice.begin(), twice.end());
    return partitions;
}

/// Views the names in `partitions`, which must be sorted.
std::vector<consumer_protocol_topic> by_topic(const std::vector<topic_partition>& partitions) {
    std::vector<consumer_protocol_topic> out;
    for (const auto& p : partitions) {
        if (out.empty() || out.back().topic != p.topic) out.push_back({p.topic, {}});
        out.back().partitions.push_back(p.partition);
    }
    return out;
}

std::vector<topic_partition> partitions_of(const std::vector<consumer_protocol_topic>& topics) {
    std::vector<topic_partition> out;
    for (const auto& t : topics)
        for (const auto p : t.partitions) out.push_back({std::string(t.topic), p});
    return sorted(std::move(out));
}

template <class M>
owned_bytes write_prefixed(const M& message) {
    owned_bytes out;
    protocol::append_prefix(M::valid.max, out);
    // Only a field that the version cannot carry would be refused, and the newest carries all.
    protocol::append_message(message, M::valid.max, out);
    return out;
}

} // namespace

owned_bytes write_subscription(const group_member& member) {
    protocol::consumer_protocol_subscription message;
    const auto owned = sorted(member.owned);
    for (const auto& topic : member.topics) message.topics.push_back(topic);
    std::ranges::sort(message.topics);
    message.owned_partitions = by_topic(owned);
    message.generation_id = member.generation;
    if (!member.rack.empty()) message.rack_id = member.rack;
    if (!member.user_data.empty()) message.user_data = std::as_bytes(std::span(member.user_data));
    return write_prefixed(message);
}

std::optional<group_member> read_subscription(wire::bytes bytes) {
    protocol::consumer_protocol_subscription message;
    if (protocol::read_subscription(bytes, message) != wire::errc::ok) return std::nullopt;
    group_member out;
    for (const auto topic : message.topics) out.topics.emplace_back(topic);
    if (message.user_data)
        out.user_data.assign(reinterpret_cast<const char*>(message.user_data->data()),
                             message.user_data->size());
    out.owned = partitions_of(message.owned_partitions);
    out.generation = message.generation_id;
    out.rack = message.rack_id.value_or("");
    return out;
}

owned_bytes write_assignment(const std::vector<topic_partition>& partitions) {
    protocol::consumer_protocol_assignment message;
    const auto all = sorted(partitions);
    message.assigned_partitions = by_topic(all);
    return write_prefixed(message);
}

std::optional<std::vector<topic_partition>> read_assignment(wire::bytes bytes) {
    if (bytes.empty()) return std::vector<topic_partition>{};
    protocol::consumer_protocol_assignment message;
    if (protocol::read_assignment(bytes, message) != wire::errc::ok) return std::nullopt;
    return partitions_of(message.assigned_partitions);
}

} // namespace kafka::detail::consumer
