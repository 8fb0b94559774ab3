// Topics in the metadata log: one record when a topic is made, one when it is removed. Source:
// KIP-500, KIP-516.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

#include <string_view>

namespace kafka::detail::protocol {

struct topic_record {
    static constexpr std::int16_t type = 2;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::string_view name;
    uuid topic_id;
    bool operator==(const topic_record&) const = default;

    using self = topic_record;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::topic_id, "TopicId"},
    };
};

struct remove_topic_record {
    static constexpr std::int16_t type = 9;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    uuid topic_id;
    bool operator==(const remove_topic_record&) const = default;

    using self = remove_topic_record;
    static constexpr std::tuple fields{
        wire::field{&self::topic_id, "TopicId"},
    };
};

} // namespace kafka::detail::protocol
