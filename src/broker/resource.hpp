// What a request about settings speaks of: a topic, one node, or every node.
#pragma once

#include "broker/metadata/topic_plan.hpp"

namespace kafka::detail::broker {

struct state;

struct found_resource {
    refusal why_not;
    const topic_image* topic = nullptr;
    std::optional<std::int32_t> node; // neither: every node
};

/// `type` is Kafka's number.
found_resource find_resource(std::int8_t type, std::string_view name, const state& broker);

} // namespace kafka::detail::broker
