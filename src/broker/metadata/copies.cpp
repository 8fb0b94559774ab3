#include "broker/metadata/copies.hpp"

#include "protocol/stored/partition_records.hpp"
#include "protocol/stored/topic_records.hpp"

#include <algorithm>

namespace kafka::detail::broker {

template <>
void copies::take(const protocol::topic_record& r) {
    topics_[r.topic_id].name = std::string(r.name);
}

template <>
void copies::take(const protocol::remove_topic_record& r) {
    topics_.erase(r.topic_id);
}

template <>
void copies::take(const protocol::partition_record& r) {
    topics_[r.topic_id].partitions[r.partition_id] = {r.replicas, r.isr, r.directories,
                                                      !r.adding_replicas.empty() ||
                                                          !r.removing_replicas.empty()};
}

template <>
void copies::take(const protocol::partition_change_record& r) {
    auto& p = topics_[r.topic_id].partitions[r.partition_id];
    if (r.replicas) p.replicas = *r.replicas;
    if (r.isr) p.in_sync = *r.isr;
    if (r.directories) p.directories = *r.directories;
    // Kafka writes both when a reassignment begins and when it ends.
    if (r.adding_replicas || r.removing_replicas)
        p.is_moving = (r.adding_replicas && !r.adding_replicas->empty()) ||
                      (r.removing_replicas && !r.removing_replicas->empty());
}

template <class Record>
bool copies::apply_as(const protocol::metadata_value& value) {
    const auto record = protocol::read_as<Record>(value);
    if (record) take(*record);
    return record.has_value();
}

bool copies::apply(wire::bytes value) {
    const auto read = protocol::read_metadata_value(value);
    if (!read) return false;
    switch (read->type) {
    case protocol::topic_record::type:
        return apply_as<protocol::topic_record>(*read);
    case protocol::remove_topic_record::type:
        return apply_as<protocol::remove_topic_record>(*read);
    case protocol::partition_record::type:
        return apply_as<protocol::partition_record>(*read);
    case protocol::partition_change_record::type:
        return apply_as<protocol::partition_change_record>(*read);
    default:
        return true;
    }
}

/// A replica that is ours by its directory is one of several nodes that share this one.
bool copies::is_here(const partition& p, const holder& here) {
    for (std::size_t i = 0; i < p.replicas.size(); ++i) {
        const bool by_directory = i < p.directories.size() && p.directories[i] == here.directory;
        if (!by_directory && !here.is_ours(p.replicas[i])) continue;
        // Kafka may end with nobody in sync: then its eligible replicas are whole as well.
        if (p.in_sync.empty() || std::ranges::find(p.in_sync, p.replicas[i]) != p.in_sync.end())
            return true;
    }
    return p.replicas.empty();
}

std::string copies::nodes_of(const partition& p) {
    std::string out;
    for (const auto id : p.in_sync.empty() ? p.replicas : p.in_sync)
        out += (out.empty() ? "" : ", ") + std::to_string(id);
    return out;
}

std::string copies::why_not_here(const holder& here) const {
    std::size_t elsewhere = 0, moving = 0;
    std::string first_elsewhere, first_moving;
    for (const auto& [id, t] : topics_)
        for (const auto& [index, p] : t.partitions) {
            const auto name = t.name + "-" + std::to_string(index);
            if (p.is_moving && moving++ == 0) first_moving = name;
            if (!is_here(p, here) && elsewhere++ == 0)
                first_elsewhere = name + " is on node " + nodes_of(p);
        }
    if (elsewhere > 0)
        return std::to_string(elsewhere) +
               " partition(s) have no complete copy in this directory (" + first_elsewhere +
               ").\nMove them to this node with Kafka's kafka-reassign-partitions first.";
    if (moving > 0)
        return std::to_string(moving) + " partition(s) are being moved between nodes (" +
               first_moving + ").\nLet Kafka end that first: kafka-reassign-partitions --verify.";
    return {};
}

} // namespace kafka::detail::broker
