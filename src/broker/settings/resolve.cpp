#include "broker/settings/resolve.hpp"

#include "broker/settings/broker_settings.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

const std::string* find(const setting_values* values, std::string_view name) {
    if (values == nullptr) return nullptr;
    const auto found = values->find(name);
    return found == values->end() ? nullptr : &found->second;
}

/// Hours and minutes become milliseconds; what is not in another unit stays as it was written.
std::string in_unit(const std::string& value, std::int64_t unit) {
    if (unit == 1) return value;
    const auto n = to_integer(value);
    if (!n || *n < 0) return value; // -1 means "never" in every unit
    return std::to_string(*n > no_limit / unit ? no_limit : *n * unit);
}

/// Collects the synonyms of one setting; the first one that is added decides.
struct collector {
    resolved out;
    void add(std::string_view name, const std::string* value, setting_source source,
             std::int64_t unit) {
        if (value == nullptr) return;
        if (!out.value) {
            out.value = in_unit(*value, unit);
            out.source = source;
        }
        out.synonyms.push_back({std::string(name), *value, source});
    }
};

/// Kafka tells of the broker's settings only from the first one in the setting's own unit on.
void keep_as_kafka_tells(std::vector<synonym>& all, const topic_setting& s) {
    if (s.defaults.empty()) return;
    const auto of_broker = std::ranges::find_if(
        all, [](setting_source from) { return from != setting_source::topic; }, &synonym::source);
    const auto first = std::find_if(of_broker, all.end(), [&](const synonym& each) {
        return each.name == s.defaults.front().name;
    });
    all.erase(of_broker, first);
}

void add_built_in(collector& to, std::string_view name, std::int64_t unit) {
    const auto* s = find_broker_setting(name);
    if (s == nullptr || !s->built_in) return;
    const std::string value(*s->built_in);
    to.add(name, &value, setting_source::built_in, unit);
}

} // namespace

resolved resolve(const topic_setting& s, const setting_values* topic, const broker_values& broker) {
    collector to;
    to.add(s.name, find(topic, s.name), setting_source::topic, 1);
    for (const auto& b : s.defaults)
        to.add(b.name, find(broker.node, b.name), setting_source::node, b.unit);
    for (const auto& b : s.defaults)
        to.add(b.name, find(broker.all_nodes, b.name), setting_source::all_nodes, b.unit);
    for (const auto& b : s.defaults)
        to.add(b.name, find(broker.start, b.name), setting_source::start, b.unit);
    for (const auto& b : s.defaults) add_built_in(to, b.name, b.unit);
    if (!to.out.value && s.built_in) to.out.value = std::string(*s.built_in);
    keep_as_kafka_tells(to.out.synonyms, s);
    return to.out;
}

resolved resolve(const setting& s, const broker_values& broker) {
    collector to;
    to.add(s.name, find(broker.node, s.name), setting_source::node, 1);
    to.add(s.name, find(broker.all_nodes, s.name), setting_source::all_nodes, 1);
    to.add(s.name, find(broker.start, s.name), setting_source::start, 1);
    add_built_in(to, s.name, 1);
    return to.out;
}

} // namespace kafka::detail::broker
