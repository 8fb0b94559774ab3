// A record of the metadata log that says nothing, so that its end moves. Source: KIP-835.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

namespace kafka::detail::protocol {

struct no_op_record {
    static constexpr std::int16_t type = 20;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    bool operator==(const no_op_record&) const = default;

    using self = no_op_record;
    static constexpr std::tuple<> fields{};
};

} // namespace kafka::detail::protocol
