// One setting of a topic or a broker in the metadata log. Source: KIP-500.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

#include <optional>
#include <string_view>

namespace kafka::detail::protocol {

struct config_record {
    static constexpr std::int16_t type = 4;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::int8_t resource_type = 0; // 2: a topic, 4: a broker
    std::string_view resource_name;
    std::string_view name;
    std::optional<std::string_view> value = ""; // null: the setting is removed
    bool operator==(const config_record&) const = default;

    using self = config_record;
    static constexpr std::tuple fields{
        wire::field{&self::resource_type, "ResourceType"},
        wire::field{&self::resource_name, "ResourceName"},
        wire::field{&self::name, "Name"},
        wire::field{&self::value, "Value"}.null_since(0),
    };
};

} // namespace kafka::detail::protocol
