// ApiVersions (18): which APIs and versions a broker serves. Source: KIP-35, KIP-511, KIP-584.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct api_versions_response_api {
    std::int16_t api_key = 0;
    std::int16_t min_version = 0;
    std::int16_t max_version = 0;
    bool operator==(const api_versions_response_api&) const = default;

    using self = api_versions_response_api;
    static constexpr std::tuple fields{
        wire::field{&self::api_key, "ApiKey"},
        wire::field{&self::min_version, "MinVersion"},
        wire::field{&self::max_version, "MaxVersion"},
    };
};

struct api_versions_response_supported_feature {
    std::string_view name;
    std::int16_t min_version = 0;
    std::int16_t max_version = 0;
    bool operator==(const api_versions_response_supported_feature&) const = default;

    using self = api_versions_response_supported_feature;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name", wire::since(3)},
        wire::field{&self::min_version, "MinVersion", wire::since(3)},
        wire::field{&self::max_version, "MaxVersion", wire::since(3)},
    };
};

struct api_versions_response_finalized_feature {
    std::string_view name;
    std::int16_t max_version_level = 0;
    std::int16_t min_version_level = 0;
    bool operator==(const api_versions_response_finalized_feature&) const = default;

    using self = api_versions_response_finalized_feature;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name", wire::since(3)},
        wire::field{&self::max_version_level, "MaxVersionLevel", wire::since(3)},
        wire::field{&self::min_version_level, "MinVersionLevel", wire::since(3)},
    };
};

struct api_versions_response {
    std::int16_t error_code = 0;
    std::vector<api_versions_response_api> api_keys;
    std::int32_t throttle_time_ms = 0;
    std::vector<api_versions_response_supported_feature> supported_features;
    std::int64_t finalized_features_epoch = -1;
    std::vector<api_versions_response_finalized_feature> finalized_features;
    bool zk_migration_ready = false;
    bool operator==(const api_versions_response&) const = default;

    using self = api_versions_response;
    static constexpr std::tuple fields{
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::api_keys, "ApiKeys"},
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs", wire::since(1)}.ignore(),
        wire::field{&self::supported_features, "SupportedFeatures", wire::since(3)}
            .tagged(0)
            .ignore(),
        wire::field{&self::finalized_features_epoch, "FinalizedFeaturesEpoch", wire::since(3)}
            .tagged(1)
            .ignore(),
        wire::field{&self::finalized_features, "FinalizedFeatures", wire::since(3)}
            .tagged(2)
            .ignore(),
        wire::field{&self::zk_migration_ready, "ZkMigrationReady", wire::since(3)}
            .tagged(3)
            .ignore(),
    };
};

struct api_versions_request {
    using response = api_versions_response;
    static constexpr auto key = api_key::api_versions;
    static constexpr versions valid{0, 4};
    static constexpr std::int16_t flexible_since = 3;

    std::string_view client_software_name;
    std::string_view client_software_version;
    bool operator==(const api_versions_request&) const = default;

    using self = api_versions_request;
    static constexpr std::tuple fields{
        wire::field{&self::client_software_name, "ClientSoftwareName", wire::since(3)}.ignore(),
        wire::field{&self::client_software_version, "ClientSoftwareVersion", wire::since(3)}
            .ignore(),
    };
};

} // namespace kafka::detail::protocol
