// DescribeConfigs (32): the settings of topics, brokers and groups. Source: KIP-133, KIP-226,
// KIP-569.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct describe_configs_response_synonym {
    std::string_view name;
    std::optional<std::string_view> value = "";
    std::int8_t source = 0;
    bool operator==(const describe_configs_response_synonym&) const = default;

    using self = describe_configs_response_synonym;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::value, "Value"}.null_since(0),
        wire::field{&self::source, "Source"},
    };
};

struct describe_configs_response_config {
    std::string_view name;
    std::optional<std::string_view> value = ""; // null: secret, or not set
    bool read_only = false;
    std::int8_t config_source = -1; // 1: the topic, 2-4: the broker, 5: the default
    bool is_sensitive = false;
    std::vector<describe_configs_response_synonym> synonyms;
    std::int8_t config_type = 0;
    std::optional<std::string_view> documentation = "";
    bool operator==(const describe_configs_response_config&) const = default;

    using self = describe_configs_response_config;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::value, "Value"}.null_since(0),
        wire::field{&self::read_only, "ReadOnly"},
        wire::field{&self::config_source, "ConfigSource"},
        wire::field{&self::is_sensitive, "IsSensitive"},
        wire::field{&self::synonyms, "Synonyms"},
        wire::field{&self::config_type, "ConfigType", wire::since(3)}.ignore(),
        wire::field{&self::documentation, "Documentation", wire::since(3)}.null_since(3).ignore(),
    };
};

struct describe_configs_response_result {
    std::int16_t error_code = 0;
    std::optional<std::string_view> error_message = "";
    std::int8_t resource_type = 0;
    std::string_view resource_name;
    std::vector<describe_configs_response_config> configs;
    bool operator==(const describe_configs_response_result&) const = default;

    using self = describe_configs_response_result;
    static constexpr std::tuple fields{
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::error_message, "ErrorMessage"}.null_since(0),
        wire::field{&self::resource_type, "ResourceType"},
        wire::field{&self::resource_name, "ResourceName"},
        wire::field{&self::configs, "Configs"},
    };
};

struct describe_configs_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<describe_configs_response_result> results;
    bool operator==(const describe_configs_response&) const = default;

    using self = describe_configs_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::results, "Results"},
    };
};

struct describe_configs_request_resource {
    // 2: a topic, 4: a broker, 8: its loggers, 16: client metrics, 32: a group.
    std::int8_t resource_type = 0;
    std::string_view resource_name;
    std::optional<std::vector<std::string_view>> configuration_keys{std::in_place}; // null: all
    bool operator==(const describe_configs_request_resource&) const = default;

    using self = describe_configs_request_resource;
    static constexpr std::tuple fields{
        wire::field{&self::resource_type, "ResourceType"},
        wire::field{&self::resource_name, "ResourceName"},
        wire::field{&self::configuration_keys, "ConfigurationKeys"}.null_since(0),
    };
};

struct describe_configs_request {
    using response = describe_configs_response;
    static constexpr auto key = api_key::describe_configs;
    static constexpr versions valid{1, 4};
    static constexpr std::int16_t flexible_since = 4;

    std::vector<describe_configs_request_resource> resources;
    bool include_synonyms = false;
    bool include_documentation = false;
    bool operator==(const describe_configs_request&) const = default;

    using self = describe_configs_request;
    static constexpr std::tuple fields{
        wire::field{&self::resources, "Resources"},
        wire::field{&self::include_synonyms, "IncludeSynonyms"},
        wire::field{&self::include_documentation, "IncludeDocumentation", wire::since(3)},
    };
};

} // namespace kafka::detail::protocol
