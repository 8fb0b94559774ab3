#include "broker/handlers/describe_topic_partitions.hpp"

#include "broker/authorized_operations.hpp"
#include "broker/limits.hpp"
#include "broker/state.hpp"
#include "broker/topic_names.hpp"

#include <algorithm>
#include <set>

namespace kafka::detail::broker {

namespace {

using response_topic = protocol::describe_topic_partitions_response_topic;
using response_partition = protocol::describe_topic_partitions_response_partition;

response_partition described(std::size_t index, const partition_image& p) {
    response_partition out;
    if (p.leader < 0) out.error_code = static_cast<std::int16_t>(broker_errc::leader_not_available);
    out.partition_index = static_cast<std::int32_t>(index);
    out.leader_id = p.leader;
    out.leader_epoch = p.leader_epoch;
    out.replica_nodes = p.replicas;
    out.isr_nodes = p.isr;
    out.eligible_leader_replicas.emplace();
    out.last_known_elr.emplace();
    return out;
}

/// Fills one page, topic after topic in the order of their names.
struct page {
    context& c;
    std::size_t room;
    protocol::describe_topic_partitions_response out = {};

    bool is_full() const { return out.next_cursor.has_value(); }

    void add_unknown(std::string_view name) {
        auto& to = out.topics.emplace_back();
        const bool is_legal = why_not_a_topic_name(name).empty();
        to.error_code = static_cast<std::int16_t>(is_legal ? broker_errc::unknown_topic_or_partition
                                                           : broker_errc::invalid_topic);
        to.name = name;
    }

    void add(const topic_image& topic, std::size_t first) {
        if (room == 0) return turn(topic.name, first);
        auto& to = out.topics.emplace_back();
        to.name = topic.name;
        to.topic_id = topic.id;
        to.is_internal = is_internal_topic(topic.name);
        to.topic_authorized_operations = every_topic_operation;
        const auto end = std::min(topic.partitions.size(), first + room);
        for (auto i = first; i < end; ++i)
            to.partitions.push_back(described(i, topic.partitions[i]));
        room -= std::min(room, to.partitions.size());
        if (end < topic.partitions.size()) turn(topic.name, end);
    }

    /// Where the next page begins.
    void turn(std::string_view topic, std::size_t partition) {
        out.next_cursor = {{topic, static_cast<std::int32_t>(partition)}};
    }
};

/// No name means every topic; a name that stands twice is answered once.
std::set<std::string_view> names_of(const protocol::describe_topic_partitions_request& request,
                                    const image& metadata) {
    std::set<std::string_view> out;
    for (const auto& topic : request.topics) out.insert(topic.name);
    if (request.topics.empty())
        for (const auto& [name, topic] : metadata.topics()) out.insert(name);
    return out;
}

} // namespace

void handle(const protocol::describe_topic_partitions_request& request, context& c,
            reply<protocol::describe_topic_partitions_request> back) {
    const bool starts_in_middle = request.cursor.has_value();
    if (starts_in_middle && request.cursor->partition_index < 0)
        return back.close("a page of topics begins at a negative partition");
    const auto limit =
        std::clamp(request.response_partition_limit, 1, c.broker.config.max_request_partitions);
    page to{c, static_cast<std::size_t>(limit)};
    const auto from = starts_in_middle ? request.cursor->topic_name : std::string_view{};
    for (const auto name : names_of(request, c.broker.metadata)) {
        if (name < from) continue;
        if (to.is_full()) break;
        const auto* topic = c.broker.metadata.find(name);
        const auto first = starts_in_middle && name == from
                               ? static_cast<std::size_t>(request.cursor->partition_index)
                               : 0;
        if (topic != nullptr)
            to.add(*topic, first);
        else
            to.add_unknown(name);
    }
    back.send(to.out);
}

} // namespace kafka::detail::broker
