// The settings of a topic or a node with their values, as DescribeConfigs lists them.
#pragma once

#include "broker/metadata/image.hpp"
#include "broker/settings/resolve.hpp"

#include <vector>

namespace kafka::detail::broker {

struct state;

struct described_setting {
    std::string_view name;
    setting_type type = setting_type::text;
    bool is_read_only = false;
    resolved found;
};

std::vector<described_setting> describe_topic(const state& broker, const topic_image& topic);
std::vector<described_setting> describe_node(const state& broker, std::int32_t node);
/// Only what was set for every node while it ran.
std::vector<described_setting> describe_all_nodes(const state& broker);

} // namespace kafka::detail::broker
