#include "broker/handlers/describe_configs.hpp"

#include "broker/described_settings.hpp"
#include "broker/resource.hpp"
#include "broker/state.hpp"

#include <algorithm>
#include <deque>

namespace kafka::detail::broker {

namespace {

using request_resource = protocol::describe_configs_request_resource;
using response_config = protocol::describe_configs_response_config;

struct described_resource {
    refusal why_not;
    std::vector<described_setting> settings;
};

described_resource describe(const request_resource& asked, const context& c) {
    described_resource out;
    const auto found = find_resource(asked.resource_type, asked.resource_name, c.broker);
    out.why_not = found.why_not;
    if (out.why_not) return out;
    if (found.topic != nullptr)
        out.settings = describe_topic(c.broker, *found.topic);
    else if (found.node)
        out.settings = describe_node(c.broker, *found.node);
    else
        out.settings = describe_all_nodes(c.broker);
    return out;
}

response_config told(const described_setting& s, bool with_synonyms) {
    response_config out;
    out.name = s.name;
    out.value.reset();
    out.is_sensitive = s.type == setting_type::password;
    if (s.found.value && !out.is_sensitive) out.value = *s.found.value;
    out.read_only = s.is_read_only;
    out.config_source = static_cast<std::int8_t>(s.found.source);
    out.config_type = static_cast<std::int8_t>(s.type);
    out.documentation.reset();
    if (!with_synonyms) return out;
    for (const auto& from : s.found.synonyms) {
        auto& told = out.synonyms.emplace_back();
        told.name = from.name;
        if (!out.is_sensitive) told.value = from.value;
        told.source = static_cast<std::int8_t>(from.source);
    }
    return out;
}

/// An absent or an empty list asks for every setting.
bool is_asked_for(const request_resource& asked, std::string_view name) {
    return !asked.configuration_keys || asked.configuration_keys->empty() ||
           std::ranges::find(*asked.configuration_keys, name) != asked.configuration_keys->end();
}

} // namespace

void handle(const protocol::describe_configs_request& request, context& c,
            reply<protocol::describe_configs_request> back) {
    protocol::describe_configs_response out;
    std::deque<described_resource> kept; // what the response views
    for (const auto& asked : request.resources) {
        const auto& found = kept.emplace_back(describe(asked, c));
        auto& to = out.results.emplace_back();
        to.resource_type = asked.resource_type;
        to.resource_name = asked.resource_name;
        to.error_code = static_cast<std::int16_t>(found.why_not.error);
        to.error_message.reset();
        if (!found.why_not.message.empty()) to.error_message = found.why_not.message;
        for (const auto& s : found.settings)
            if (is_asked_for(asked, s.name))
                to.configs.push_back(told(s, request.include_synonyms));
    }
    back.send(out);
}

} // namespace kafka::detail::broker
