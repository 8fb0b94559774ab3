// What a client may do, as bits by Kafka's numbers of operations. Without an authorizer that is
// everything. Source: KIP-430.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace kafka::detail::broker {

enum class operation {
    read = 3,
    write = 4,
    create = 5,
    remove = 6,
    alter = 7,
    describe = 8,
    cluster_action = 9,
    describe_configs = 10,
    alter_configs = 11,
    idempotent_write = 12,
};

constexpr std::int32_t bits_of(std::initializer_list<operation> list) {
    std::int32_t bits = 0;
    for (auto o : list) bits |= 1 << static_cast<int>(o);
    return bits;
}

inline constexpr std::int32_t every_topic_operation = bits_of(
    {operation::read, operation::write, operation::create, operation::remove, operation::alter,
     operation::describe, operation::describe_configs, operation::alter_configs});
inline constexpr std::int32_t every_group_operation =
    bits_of({operation::read, operation::remove, operation::describe});
inline constexpr std::int32_t every_cluster_operation =
    bits_of({operation::create, operation::alter, operation::describe, operation::cluster_action,
             operation::describe_configs, operation::alter_configs, operation::idempotent_write});

} // namespace kafka::detail::broker
