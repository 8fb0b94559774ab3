// What Java's sticky assignors put into the user data of a subscription. It has no version of its
// own: newer forms are longer. Source: KIP-54, KIP-341, KIP-429.
#pragma once

#include "protocol/consumer_protocol.hpp"

namespace kafka::detail::protocol {

/// Of "sticky": what the member had before it gave everything back to join.
struct sticky_user_data {
    static constexpr versions valid{0, 1};
    static constexpr std::int16_t flexible_since = never_flexible;

    std::vector<consumer_protocol_topic> previous_assignment;
    std::int32_t generation = -1;
    bool operator==(const sticky_user_data&) const = default;

    using self = sticky_user_data;
    static constexpr std::tuple fields{
        wire::field{&self::previous_assignment, "previous_assignment"},
        wire::field{&self::generation, "generation", wire::since(1)}.ignore(),
    };
};

/// Of "cooperative-sticky", for leaders to whom a subscription has no generation of its own.
struct cooperative_sticky_user_data {
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = never_flexible;

    std::int32_t generation = -1;
    bool operator==(const cooperative_sticky_user_data&) const = default;

    using self = cooperative_sticky_user_data;
    static constexpr std::tuple fields{
        wire::field{&self::generation, "generation"},
    };
};

/// Bytes that follow are skipped. False when the bytes are of neither form.
bool read_user_data(wire::bytes bytes, sticky_user_data& out);
bool read_user_data(wire::bytes bytes, cooperative_sticky_user_data& out);

} // namespace kafka::detail::protocol
