// Partitions in the metadata log: the whole state once, then what changed. Source: KIP-500,
// KIP-858, KIP-966.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

#include <optional>
#include <vector>

namespace kafka::detail::protocol {

struct partition_record {
    static constexpr std::int16_t type = 3;
    static constexpr versions valid{0, 2};
    static constexpr std::int16_t flexible_since = 0;

    std::int32_t partition_id = -1;
    uuid topic_id;
    std::vector<std::int32_t> replicas;
    std::vector<std::int32_t> isr;
    std::vector<std::int32_t> removing_replicas;
    std::vector<std::int32_t> adding_replicas;
    std::int32_t leader = -1;              // -1: none
    std::int8_t leader_recovery_state = 0; // 1: elected from outside the in-sync replicas
    std::int32_t leader_epoch = -1;
    std::int32_t partition_epoch = -1;
    std::vector<uuid> directories; // one for each replica
    std::optional<std::vector<std::int32_t>> eligible_leader_replicas;
    std::optional<std::vector<std::int32_t>> last_known_elr;
    bool operator==(const partition_record&) const = default;

    using self = partition_record;
    static constexpr std::tuple fields{
        wire::field{&self::partition_id, "PartitionId"},
        wire::field{&self::topic_id, "TopicId"},
        wire::field{&self::replicas, "Replicas"},
        wire::field{&self::isr, "Isr"},
        wire::field{&self::removing_replicas, "RemovingReplicas"},
        wire::field{&self::adding_replicas, "AddingReplicas"},
        wire::field{&self::leader, "Leader"},
        wire::field{&self::leader_recovery_state, "LeaderRecoveryState"}.tagged(0),
        wire::field{&self::leader_epoch, "LeaderEpoch"},
        wire::field{&self::partition_epoch, "PartitionEpoch"},
        wire::field{&self::directories, "Directories", wire::since(1)},
        wire::field{&self::eligible_leader_replicas, "EligibleLeaderReplicas", wire::since(2)}
            .tagged(1)
            .null_since(2),
        wire::field{&self::last_known_elr, "LastKnownElr", wire::since(2)}.tagged(2).null_since(2),
    };
};

struct partition_change_record {
    static constexpr std::int16_t type = 5;
    static constexpr versions valid{0, 2};
    static constexpr std::int16_t flexible_since = 0;

    std::int32_t partition_id = -1;
    uuid topic_id;
    std::optional<std::vector<std::int32_t>> isr; // null, as below: unchanged
    std::int32_t leader = -2;                     // -2: unchanged, -1: none
    std::optional<std::vector<std::int32_t>> replicas;
    std::optional<std::vector<std::int32_t>> removing_replicas;
    std::optional<std::vector<std::int32_t>> adding_replicas;
    std::int8_t leader_recovery_state = -1; // -1: unchanged
    std::optional<std::vector<std::int32_t>> eligible_leader_replicas;
    std::optional<std::vector<std::int32_t>> last_known_elr;
    std::optional<std::vector<uuid>> directories;
    bool operator==(const partition_change_record&) const = default;

    using self = partition_change_record;
    static constexpr std::tuple fields{
        wire::field{&self::partition_id, "PartitionId"},
        wire::field{&self::topic_id, "TopicId"},
        wire::field{&self::isr, "Isr"}.tagged(0).null_since(0),
        wire::field{&self::leader, "Leader"}.tagged(1),
        wire::field{&self::replicas, "Replicas"}.tagged(2).null_since(0),
        wire::field{&self::removing_replicas, "RemovingReplicas"}.tagged(3).null_since(0),
        wire::field{&self::adding_replicas, "AddingReplicas"}.tagged(4).null_since(0),
        wire::field{&self::leader_recovery_state, "LeaderRecoveryState"}.tagged(5),
        wire::field{&self::eligible_leader_replicas, "EligibleLeaderReplicas", wire::since(2)}
            .tagged(6)
            .null_since(2),
        wire::field{&self::last_known_elr, "LastKnownElr", wire::since(2)}.tagged(7).null_since(2),
        wire::field{&self::directories, "Directories", wire::since(1)}.tagged(8).null_since(1),
    };
};

} // namespace kafka::detail::protocol
