// A committed offset in __consumer_offsets. Source: KIP-211, KIP-320, KIP-848.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

#include <string_view>

namespace kafka::detail::protocol {

struct offset_commit_key {
    static constexpr std::int16_t type = 1;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = never_flexible;

    std::string_view group;
    std::string_view topic;
    std::int32_t partition = 0;
    bool operator==(const offset_commit_key&) const = default;

    using self = offset_commit_key;
    static constexpr std::tuple fields{
        wire::field{&self::group, "group"},
        wire::field{&self::topic, "topic"},
        wire::field{&self::partition, "partition"},
    };
};

struct offset_commit_value {
    static constexpr std::int16_t type = 1;
    static constexpr versions valid{0, 4};
    static constexpr std::int16_t flexible_since = 4;

    std::int64_t offset = 0;
    std::int32_t leader_epoch = -1;
    std::string_view metadata;
    std::int64_t commit_timestamp = 0;
    std::int64_t expire_timestamp = -1; // version 1 alone; later ones expire with the group
    uuid topic_id;
    bool operator==(const offset_commit_value&) const = default;

    using self = offset_commit_value;
    static constexpr std::tuple fields{
        wire::field{&self::offset, "offset"},
        wire::field{&self::leader_epoch, "leaderEpoch", wire::since(3)}.ignore(),
        wire::field{&self::metadata, "metadata"},
        wire::field{&self::commit_timestamp, "commitTimestamp"},
        wire::field{&self::expire_timestamp, "expireTimestamp", wire::versions{1, 1}}.ignore(),
        wire::field{&self::topic_id, "topicId", wire::since(4)}.tagged(0).ignore(),
    };
};

} // namespace kafka::detail::protocol
