// The finalized level of a feature, such as metadata.version, in the metadata log. Source:
// KIP-584, KIP-778.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

#include <string_view>

namespace kafka::detail::protocol {

struct feature_level_record {
    static constexpr std::int16_t type = 12;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::string_view name;
    std::int16_t feature_level = 0; // 0: no longer in use
    bool operator==(const feature_level_record&) const = default;

    using self = feature_level_record;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"},
        wire::field{&self::feature_level, "FeatureLevel"},
    };
};

} // namespace kafka::detail::protocol
