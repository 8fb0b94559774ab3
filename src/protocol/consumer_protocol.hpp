// What members of a consumer group tell each other through the coordinator, which does not look
// inside: subscriptions go to the leader, assignments come from it. Both start with their version.
// Source: KIP-62, KIP-429, KIP-792, KIP-881.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"
#include "wire/compare.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

/// The protocol type of every group that reads topics.
inline constexpr std::string_view consumer_protocol_type = "consumer";

struct consumer_protocol_topic {
    std::string_view topic;
    std::vector<std::int32_t> partitions;
    bool operator==(const consumer_protocol_topic&) const = default;

    using self = consumer_protocol_topic;
    static constexpr std::tuple fields{
        wire::field{&self::topic, "Topic"},
        wire::field{&self::partitions, "Partitions"},
    };
};

struct consumer_protocol_subscription {
    static constexpr versions valid{0, 3};
    static constexpr std::int16_t flexible_since = never_flexible;

    std::vector<std::string_view> topics;
    std::optional<wire::bytes> user_data;
    std::vector<consumer_protocol_topic> owned_partitions;
    std::int32_t generation_id = -1;
    std::optional<std::string_view> rack_id;
    bool operator==(const consumer_protocol_subscription& other) const {
        return wire::same(*this, other);
    }

    using self = consumer_protocol_subscription;
    static constexpr std::tuple fields{
        wire::field{&self::topics, "Topics"},
        wire::field{&self::user_data, "UserData"}.null_since(0),
        wire::field{&self::owned_partitions, "OwnedPartitions", wire::since(1)}.ignore(),
        wire::field{&self::generation_id, "GenerationId", wire::since(2)}.ignore(),
        wire::field{&self::rack_id, "RackId", wire::since(3)}.null_since(3).ignore(),
    };
};

struct consumer_protocol_assignment {
    static constexpr versions valid{0, 3};
    static constexpr std::int16_t flexible_since = never_flexible;

    std::vector<consumer_protocol_topic> assigned_partitions;
    std::optional<wire::bytes> user_data;
    bool operator==(const consumer_protocol_assignment& other) const {
        return wire::same(*this, other);
    }

    using self = consumer_protocol_assignment;
    static constexpr std::tuple fields{
        wire::field{&self::assigned_partitions, "AssignedPartitions"},
        wire::field{&self::user_data, "UserData"}.null_since(0),
    };
};

/// As other members write it: a newer version is read as the newest that is known, because versions
/// only ever add at the end, and what follows the message is skipped. A version 1 that ends where
/// version 0 does, as kafka-go and old releases of sarama send it, is taken as that. Views point
/// into `bytes`.
wire::errc read_subscription(wire::bytes bytes, consumer_protocol_subscription& out);
wire::errc read_assignment(wire::bytes bytes, consumer_protocol_assignment& out);

} // namespace kafka::detail::protocol
