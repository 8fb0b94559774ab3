// Between the protocol's messages, which view frames, and the public types, which own.
#pragma once

#include "protocol/create_topics.hpp"
#include "protocol/describe_configs.hpp"
#include "protocol/metadata.hpp"

#include <kafka/client.hpp>

namespace kafka::detail::client {

std::error_code code_of(std::int16_t number);

cluster_info cluster_from(const protocol::metadata_response& answer);
/// Views `t`.
protocol::create_topics_request_topic request_from(const topic_config& t);
/// One topic's outcome; the broker's words may be null.
topic_result result_from(std::string_view topic, const uuid& id, std::int16_t error,
                         std::optional<std::string_view> words);
config_entry config_from(const protocol::describe_configs_response_config& c);

} // namespace kafka::detail::client
