// What identifies a message kind of the Kafka protocol, and how a version lays it out.
// Source: https://kafka.apache.org/protocol
#pragma once

#include "wire/field.hpp"

#include <concepts>
#include <cstdint>

namespace kafka::detail::protocol {

using wire::versions;

/// The APIs that this build can speak, under Kafka's own numbers.
enum class api_key : std::int16_t {
    produce = 0,
    fetch = 1,
    list_offsets = 2,
    metadata = 3,
    offset_commit = 8,
    offset_fetch = 9,
    find_coordinator = 10,
    join_group = 11,
    heartbeat = 12,
    leave_group = 13,
    sync_group = 14,
    describe_groups = 15,
    list_groups = 16,
    sasl_handshake = 17,
    api_versions = 18,
    create_topics = 19,
    delete_topics = 20,
    delete_records = 21,
    init_producer_id = 22,
    offset_for_leader_epoch = 23,
    describe_configs = 32,
    sasl_authenticate = 36,
    create_partitions = 37,
    delete_groups = 42,
    incremental_alter_configs = 44,
    offset_delete = 47,
    describe_cluster = 60,
    describe_topic_partitions = 75,
};

/// What a message that has no flexible version gives as its first flexible one.
inline constexpr std::int16_t never_flexible = 0x7fff;

/// A request states its key, the versions whose layout we know, the first flexible one and its
/// response.
template <class M>
concept request = wire::message<M> && requires {
    { M::key } -> std::convertible_to<api_key>;
    { M::valid } -> std::convertible_to<versions>;
    { M::flexible_since } -> std::convertible_to<std::int16_t>;
    typename M::response;
};

template <class M>
constexpr wire::layout layout_of(std::int16_t version) {
    return {version, version >= M::flexible_since};
}

} // namespace kafka::detail::protocol
