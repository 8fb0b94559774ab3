#include "broker/handlers/incremental_alter_configs.hpp"

#include "broker/limits.hpp"
#include "broker/resource.hpp"
#include "broker/settings/alteration.hpp"
#include "broker/settings/broker_settings.hpp"
#include "broker/state.hpp"
#include "protocol/stored/config_record.hpp"

#include <map>

namespace kafka::detail::broker {

namespace {

using request_resource = protocol::incremental_alter_configs_request_resource;

struct asked_resource {
    const request_resource* request = nullptr;
    refusal why_not = {};
    altered changes = {};
};

const setting* find_alterable_topic_setting(std::string_view name, refusal& why_not) {
    const auto* s = find_topic_setting(name);
    if (s == nullptr)
        why_not = {broker_errc::invalid_config,
                   "Unknown topic config name: " + std::string(name.substr(0, 200))};
    return s;
}

const setting* find_alterable_broker_setting(std::string_view name, refusal& why_not) {
    const auto* s = find_broker_setting(name);
    if (s != nullptr && s->effect == setting_effect::dynamic) return s;
    why_not = {broker_errc::invalid_request,
               "Cannot update this config dynamically: " + std::string(name.substr(0, 200))};
    return nullptr;
}

alterable topic_rules(const topic_image& topic, const state& broker) {
    return {find_alterable_topic_setting, [&](std::string_view name) {
                const auto node =
                    broker.settings_of_node(std::to_string(broker.cluster.controller()));
                return resolve(*find_topic_setting(name), &topic.settings, node).value.value_or("");
            }};
}

alterable node_rules(std::string_view node, const state& broker) {
    return {find_alterable_broker_setting, [&broker, node](std::string_view name) {
                return resolve(*find_broker_setting(name), broker.settings_of_node(node))
                    .value.value_or("");
            }};
}

refusal judge_result(const topic_image& topic, const altered& changes, const state& broker) {
    auto values = topic.settings;
    for (const auto& [name, value] : changes) {
        if (value)
            values.insert_or_assign(name, *value);
        else
            values.erase(name);
    }
    if (values.size() > limits::settings_of_a_resource)
        return {broker_errc::invalid_request, "The topic would have too many settings."};
    return judge_together(values,
                          broker.settings_of_node(std::to_string(broker.cluster.controller())));
}

void judge(asked_resource& asked, const state& broker) {
    const auto& request = *asked.request;
    const auto found = find_resource(request.resource_type, request.resource_name, broker);
    asked.why_not = found.why_not;
    if (asked.why_not) return;
    std::vector<alteration> wanted;
    for (const auto& s : request.configs) wanted.push_back({s.name, s.config_operation, s.value});
    const auto rules = found.topic != nullptr ? topic_rules(*found.topic, broker)
                                              : node_rules(request.resource_name, broker);
    asked.why_not = alter(wanted, rules, asked.changes);
    if (!asked.why_not && found.topic != nullptr)
        asked.why_not = judge_result(*found.topic, asked.changes, broker);
}

std::vector<asked_resource> judge_all(const protocol::incremental_alter_configs_request& request,
                                      const state& broker) {
    std::map<std::pair<std::int8_t, std::string_view>, int> times;
    for (const auto& r : request.resources) ++times[{r.resource_type, r.resource_name}];
    std::vector<asked_resource> out;
    for (const auto& r : request.resources) {
        auto& asked = out.emplace_back(asked_resource{&r});
        if (times[{r.resource_type, r.resource_name}] > 1)
            asked.why_not = {broker_errc::invalid_request, "The resource is named twice."};
        else
            judge(asked, broker);
    }
    return out;
}

void write(std::vector<asked_resource>& resources, state& broker) {
    changes records;
    for (const auto& r : resources) {
        if (r.why_not) continue;
        records.end_batch();
        for (const auto& [name, value] : r.changes) {
            protocol::config_record record{r.request->resource_type, r.request->resource_name, name,
                                           std::nullopt};
            if (value) record.value = *value;
            records.add(record);
        }
    }
    if (records.empty()) return;
    const auto error = broker.commit(records);
    if (error == broker_errc::none) return;
    for (auto& r : resources)
        if (!r.why_not) r.why_not = {error, "The metadata log could not be written."};
}

} // namespace

void handle(const protocol::incremental_alter_configs_request& request, context& c,
            reply<protocol::incremental_alter_configs_request> back) {
    auto resources = judge_all(request, c.broker);
    if (!request.validate_only) write(resources, c.broker);
    protocol::incremental_alter_configs_response out;
    for (const auto& r : resources) {
        auto& told = out.responses.emplace_back();
        told.resource_type = r.request->resource_type;
        told.resource_name = r.request->resource_name;
        told.error_code = static_cast<std::int16_t>(r.why_not.error);
        told.error_message.reset();
        if (!r.why_not.message.empty()) told.error_message = r.why_not.message;
    }
    back.send(out);
}

} // namespace kafka::detail::broker
