#include "broker/resource.hpp"

#include "broker/state.hpp"
#include "broker/topic_names.hpp"

namespace kafka::detail::broker {

namespace {

found_resource refused(broker_errc error, std::string message) {
    return {{error, std::move(message)}, nullptr, std::nullopt};
}

found_resource find_topic(std::string_view name, const state& broker) {
    if (auto why = why_not_a_topic_name(name); !why.empty())
        return refused(broker_errc::invalid_topic, std::move(why));
    const auto* topic = broker.metadata.find(name);
    if (topic == nullptr)
        return refused(broker_errc::unknown_topic_or_partition,
                       "The topic '" + std::string(name) + "' does not exist.");
    return {{}, topic, std::nullopt};
}

found_resource find_node(std::string_view name, const state& broker) {
    if (name.empty()) return {};
    const auto shown = std::string(name.substr(0, 200));
    const auto id = to_integer(name);
    if (!id || *id != static_cast<std::int32_t>(*id))
        return refused(broker_errc::invalid_request,
                       "Broker id must be an integer, but it is: " + shown);
    const auto node = static_cast<std::int32_t>(*id);
    if (!broker.cluster.has(node))
        return refused(broker_errc::invalid_request, "There is no broker " + shown + " here.");
    return {{}, nullptr, node};
}

} // namespace

found_resource find_resource(std::int8_t type, std::string_view name, const state& broker) {
    if (type == static_cast<std::int8_t>(resource_type::topic)) return find_topic(name, broker);
    if (type == static_cast<std::int8_t>(resource_type::broker)) return find_node(name, broker);
    return refused(broker_errc::invalid_request,
                   "Settings of resource type " + std::to_string(type) + " are not kept here.");
}

} // namespace kafka::detail::broker
