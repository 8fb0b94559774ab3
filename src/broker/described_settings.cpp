#include "broker/described_settings.hpp"

#include "broker/settings/broker_settings.hpp"
#include "broker/state.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

/// What the nodes and the data directory say about themselves; empty when nothing does.
std::optional<std::string> computed(const state& broker, const advertised_node& node,
                                    std::string_view name) {
    if (name == "node.id" || name == "broker.id") return std::to_string(node.id);
    if (name == "log.dirs" || name == "log.dir") return broker.logs.path();
    if (name == "broker.rack" && !node.rack.empty()) return node.rack;
    if (name == "listeners" || name == "advertised.listeners")
        return broker.cluster.listeners_text(node.id);
    if (name == "listener.security.protocol.map") return broker.cluster.protocols_text(node.id);
    return std::nullopt;
}

resolved told_by_node(std::optional<std::string> value, std::string_view name) {
    resolved out;
    if (!value) return out;
    out.source = setting_source::start;
    out.synonyms.push_back({std::string(name), *value, setting_source::start});
    out.value = std::move(value);
    return out;
}

} // namespace

std::vector<described_setting> describe_topic(const state& broker, const topic_image& topic) {
    std::vector<described_setting> out;
    const auto values = broker.settings_of_node(std::to_string(broker.cluster.controller()));
    for (const auto& s : topic_settings())
        out.push_back({s.name, s.type, false, resolve(s, &topic.settings, values)});
    return out;
}

std::vector<described_setting> describe_node(const state& broker, std::int32_t node) {
    std::vector<described_setting> out;
    const auto& all = broker.cluster.all();
    const auto self = std::ranges::find(all, node, &advertised_node::id);
    if (self == all.end()) return out;
    const auto values = broker.settings_of_node(std::to_string(node));
    for (const auto& s : broker_settings()) {
        const bool is_computed = s.effect == setting_effect::computed;
        out.push_back({s.name, s.type, s.effect != setting_effect::dynamic,
                       is_computed ? told_by_node(computed(broker, *self, s.name), s.name)
                                   : resolve(s, values)});
    }
    return out;
}

std::vector<described_setting> describe_all_nodes(const state& broker) {
    std::vector<described_setting> out;
    for (const auto& [name, value] : broker.metadata.node_settings("")) {
        const auto* s = find_broker_setting(name);
        if (s == nullptr) continue;
        resolved found{
            value, setting_source::all_nodes, {{name, value, setting_source::all_nodes}}};
        out.push_back({s->name, s->type, false, std::move(found)});
    }
    return out;
}

} // namespace kafka::detail::broker
