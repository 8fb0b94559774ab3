// A controller that registered itself, in the metadata log. Source: KIP-919.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct register_controller_record_endpoint {
    std::string_view name;
    std::string_view host;
    std::uint16_t port = 0;
    std::int16_t security_protocol = 0;
    bool operator==(const register_controller_record_endpoint&) const = default;

    using self = register_controller_record_endpoint;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::host, "Host"},
        wire::field{&self::port, "Port"},
        wire::field{&self::security_protocol, "SecurityProtocol"},
    };
};

struct register_controller_record_feature {
    std::string_view name;
    std::int16_t min_supported_version = 0;
    std::int16_t max_supported_version = 0;
    bool operator==(const register_controller_record_feature&) const = default;

    using self = register_controller_record_feature;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::min_supported_version, "MinSupportedVersion"},
        wire::field{&self::max_supported_version, "MaxSupportedVersion"},
    };
};

struct register_controller_record {
    static constexpr std::int16_t type = 27;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::int32_t controller_id = 0;
    uuid incarnation_id;
    bool zk_migration_ready = false;
    std::vector<register_controller_record_endpoint> end_points;
    std::vector<register_controller_record_feature> features;
    bool operator==(const register_controller_record&) const = default;

    using self = register_controller_record;
    static constexpr std::tuple fields{
        wire::field{&self::controller_id, "ControllerId"},
        wire::field{&self::incarnation_id, "IncarnationId"},
        wire::field{&self::zk_migration_ready, "ZkMigrationReady"},
        wire::field{&self::end_points, "EndPoints"},
        wire::field{&self::features, "Features"},
    };
};

} // namespace kafka::detail::protocol
