// DeleteTopics (20): removes topics by name or by id. Source: KIP-4, KIP-516, KIP-599.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct delete_topics_response_topic {
    std::optional<std::string_view> name = "";
    uuid topic_id;
    std::int16_t error_code = 0;
    std::optional<std::string_view> error_message;
    bool operator==(const delete_topics_response_topic&) const = default;

    using self = delete_topics_response_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"}.null_since(6),
        wire::field{&self::topic_id, "TopicId", wire::since(6)}.ignore(),
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::error_message, "ErrorMessage", wire::since(5)}.null_since(5).ignore(),
    };
};

struct delete_topics_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<delete_topics_response_topic> responses;
    bool operator==(const delete_topics_response&) const = default;

    using self = delete_topics_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::responses, "Responses"},
    };
};

struct delete_topics_request_topic {
    std::optional<std::string_view> name; // null: by id
    uuid topic_id;
    bool operator==(const delete_topics_request_topic&) const = default;

    using self = delete_topics_request_topic;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"}.null_since(0),
        wire::field{&self::topic_id, "TopicId"},
    };
};

struct delete_topics_request {
    using response = delete_topics_response;
    static constexpr auto key = api_key::delete_topics;
    static constexpr versions valid{1, 6};
    static constexpr std::int16_t flexible_since = 4;

    std::vector<delete_topics_request_topic> topics;
    std::vector<std::string_view> topic_names; // how versions before 6 name topics
    std::int32_t timeout_ms = 0;
    bool operator==(const delete_topics_request&) const = default;

    using self = delete_topics_request;
    static constexpr std::tuple fields{
        wire::field{&self::topics, "Topics", wire::since(6)},
        wire::field{&self::topic_names, "TopicNames", wire::until(5)}.ignore(),
        wire::field{&self::timeout_ms, "TimeoutMs"},
    };
};

} // namespace kafka::detail::protocol
