// Brokers in the metadata log: registered, changed, gone. Source: KIP-631, KIP-858.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::protocol {

struct register_broker_record_endpoint {
    std::string_view name;
    std::string_view host;
    std::uint16_t port = 0;
    std::int16_t security_protocol = 0;
    bool operator==(const register_broker_record_endpoint&) const = default;

    using self = register_broker_record_endpoint;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::host, "Host"},
        wire::field{&self::port, "Port"},
        wire::field{&self::security_protocol, "SecurityProtocol"},
    };
};

struct register_broker_record_feature {
    std::string_view name;
    std::int16_t min_supported_version = 0;
    std::int16_t max_supported_version = 0;
    bool operator==(const register_broker_record_feature&) const = default;

    using self = register_broker_record_feature;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::min_supported_version, "MinSupportedVersion"},
        wire::field{&self::max_supported_version, "MaxSupportedVersion"},
    };
};

struct register_broker_record {
    static constexpr std::int16_t type = 0;
    static constexpr versions valid{0, 3};
    static constexpr std::int16_t flexible_since = 0;

    std::int32_t broker_id = 0;
    bool is_migrating_zk_broker = false;
    uuid incarnation_id;
    std::int64_t broker_epoch = 0;
    std::vector<register_broker_record_endpoint> end_points;
    std::vector<register_broker_record_feature> features;
    std::optional<std::string_view> rack = "";
    bool fenced = true; // until the broker's first heartbeat has caught up
    bool in_controlled_shutdown = false;
    std::vector<uuid> log_dirs;
    bool operator==(const register_broker_record&) const = default;

    using self = register_broker_record;
    static constexpr std::tuple fields{
        wire::field{&self::broker_id, "BrokerId"},
        wire::field{&self::is_migrating_zk_broker, "IsMigratingZkBroker", wire::since(2)},
        wire::field{&self::incarnation_id, "IncarnationId"},
        wire::field{&self::broker_epoch, "BrokerEpoch"},
        wire::field{&self::end_points, "EndPoints"},
        wire::field{&self::features, "Features"},
        wire::field{&self::rack, "Rack"}.null_since(0),
        wire::field{&self::fenced, "Fenced"},
        wire::field{&self::in_controlled_shutdown, "InControlledShutdown", wire::since(1)},
        wire::field{&self::log_dirs, "LogDirs", wire::since(3)}.tagged(0),
    };
};

struct unregister_broker_record {
    static constexpr std::int16_t type = 1;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::int32_t broker_id = 0;
    std::int64_t broker_epoch = 0;
    bool operator==(const unregister_broker_record&) const = default;

    using self = unregister_broker_record;
    static constexpr std::tuple fields{
        wire::field{&self::broker_id, "BrokerId"},
        wire::field{&self::broker_epoch, "BrokerEpoch"},
    };
};

struct broker_registration_change_record {
    static constexpr std::int16_t type = 17;
    static constexpr versions valid{0, 2};
    static constexpr std::int16_t flexible_since = 0;

    std::int32_t broker_id = 0;
    std::int64_t broker_epoch = 0;
    std::int8_t fenced = 0;                 // 1: now fenced, -1: no longer, 0: unchanged
    std::int8_t in_controlled_shutdown = 0; // 1: now, 0: unchanged
    std::vector<uuid> log_dirs;
    bool operator==(const broker_registration_change_record&) const = default;

    using self = broker_registration_change_record;
    static constexpr std::tuple fields{
        wire::field{&self::broker_id, "BrokerId"},
        wire::field{&self::broker_epoch, "BrokerEpoch"},
        wire::field{&self::fenced, "Fenced"}.tagged(0),
        wire::field{&self::in_controlled_shutdown, "InControlledShutdown", wire::since(1)}.tagged(
            1),
        wire::field{&self::log_dirs, "LogDirs", wire::since(2)}.tagged(2),
    };
};

} // namespace kafka::detail::protocol
