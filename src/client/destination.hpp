// Who is to answer a request whose sender does not say: what its own members tell.
#pragma once

#include "protocol/delete_groups.hpp"
#include "protocol/delete_records.hpp"
#include "protocol/describe_groups.hpp"
#include "protocol/fetch.hpp"
#include "protocol/list_offsets.hpp"
#include "protocol/offset_fetch.hpp"
#include "protocol/offset_for_leader_epoch.hpp"
#include "protocol/produce.hpp"

#include <kafka/request_options.hpp>

namespace kafka::detail::client {

inline request_options led(std::string_view topic, std::int32_t partition) {
    return {.leader = topic_partition{std::string(topic), partition}};
}
inline request_options coordinated(std::string_view group) {
    return {.coordinator = std::string(group)};
}

/// The first partition's: a request for several brokers must be split by whoever makes it.
inline request_options first_partition(const protocol::produce_request& r) {
    for (const auto& t : r.topic_data)
        for (const auto& p : t.partition_data)
            if (!t.name.empty()) return led(t.name, p.index);
    return {};
}
inline request_options first_partition(const protocol::fetch_request& r) {
    for (const auto& t : r.topics)
        for (const auto& p : t.partitions)
            if (!t.topic.empty()) return led(t.topic, p.partition);
    return {};
}
inline request_options first_partition(const protocol::list_offsets_request& r) {
    for (const auto& t : r.topics)
        for (const auto& p : t.partitions) return led(t.name, p.partition_index);
    return {};
}
inline request_options first_partition(const protocol::delete_records_request& r) {
    for (const auto& t : r.topics)
        for (const auto& p : t.partitions) return led(t.name, p.partition_index);
    return {};
}
inline request_options first_partition(const protocol::offset_for_leader_epoch_request& r) {
    for (const auto& t : r.topics)
        for (const auto& p : t.partitions) return led(t.topic, p.partition);
    return {};
}

inline request_options first_group(const protocol::describe_groups_request& r) {
    return r.groups.empty() ? request_options() : coordinated(r.groups.front());
}
inline request_options first_group(const protocol::delete_groups_request& r) {
    return r.groups_names.empty() ? request_options() : coordinated(r.groups_names.front());
}
inline request_options first_group(const protocol::offset_fetch_request& r) {
    return coordinated(r.groups.empty() ? r.group_id : r.groups.front().group_id);
}

constexpr bool is_for_the_controller(protocol::api_key key) {
    using enum protocol::api_key;
    return key == create_topics || key == delete_topics || key == create_partitions;
}

template <protocol::request Api>
request_options destination_of(const Api& message) {
    if constexpr (requires { first_partition(message); })
        return first_partition(message);
    else if constexpr (requires { first_group(message); })
        return first_group(message);
    else if constexpr (requires { message.group_id; })
        return coordinated(message.group_id);
    else
        return {.controller = is_for_the_controller(Api::key)};
}

} // namespace kafka::detail::client
