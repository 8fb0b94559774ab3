// IncrementalAlterConfigs (44): sets, removes and extends single settings. Source: KIP-339.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct incremental_alter_configs_response_resource {
    std::int16_t error_code = 0;
    std::optional<std::string_view> error_message = "";
    std::int8_t resource_type = 0;
    std::string_view resource_name;
    bool operator==(const incremental_alter_configs_response_resource&) const = default;

    using self = incremental_alter_configs_response_resource;
    static constexpr std::tuple fields{
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::error_message, "ErrorMessage"}.null_since(0),
        wire::field{&self::resource_type, "ResourceType"},
        wire::field{&self::resource_name, "ResourceName"},
    };
};

struct incremental_alter_configs_response {
    std::int32_t throttle_time_ms = 0;
    std::vector<incremental_alter_configs_response_resource> responses;
    bool operator==(const incremental_alter_configs_response&) const = default;

    using self = incremental_alter_configs_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::responses, "Responses"},
    };
};

struct incremental_alter_configs_request_config {
    std::string_view name;
    std::int8_t config_operation = 0; // 0: set, 1: remove, 2: append to a list, 3: take from it
    std::optional<std::string_view> value = "";
    bool operator==(const incremental_alter_configs_request_config&) const = default;

    using self = incremental_alter_configs_request_config;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::config_operation, "ConfigOperation"},
        wire::field{&self::value, "Value"}.null_since(0),
    };
};

struct incremental_alter_configs_request_resource {
    std::int8_t resource_type = 0;
    std::string_view resource_name;
    std::vector<incremental_alter_configs_request_config> configs;
    bool operator==(const incremental_alter_configs_request_resource&) const = default;

    using self = incremental_alter_configs_request_resource;
    static constexpr std::tuple fields{
        wire::field{&self::resource_type, "ResourceType"},
        wire::field{&self::resource_name, "ResourceName"},
        wire::field{&self::configs, "Configs"},
    };
};

struct incremental_alter_configs_request {
    using response = incremental_alter_configs_response;
    static constexpr auto key = api_key::incremental_alter_configs;
    static constexpr versions valid{0, 1};
    static constexpr std::int16_t flexible_since = 1;

    std::vector<incremental_alter_configs_request_resource> resources;
    bool validate_only = false;
    bool operator==(const incremental_alter_configs_request&) const = default;

    using self = incremental_alter_configs_request;
    static constexpr std::tuple fields{
        wire::field{&self::resources, "Resources"},
        wire::field{&self::validate_only, "ValidateOnly"},
    };
};

} // namespace kafka::detail::protocol
