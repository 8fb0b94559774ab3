// What brackets records of the metadata log that count together or not at all. Source: KIP-868.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

#include <optional>
#include <string_view>

namespace kafka::detail::protocol {

struct begin_transaction_record {
    static constexpr std::int16_t type = 23;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::optional<std::string_view> name;
    bool operator==(const begin_transaction_record&) const = default;

    using self = begin_transaction_record;
    static constexpr std::tuple fields{
        wire::field{&self::name, "Name"}.tagged(0).null_since(0),
    };
};

struct end_transaction_record {
    static constexpr std::int16_t type = 24;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    bool operator==(const end_transaction_record&) const = default;

    using self = end_transaction_record;
    static constexpr std::tuple<> fields{};
};

struct abort_transaction_record {
    static constexpr std::int16_t type = 25;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::optional<std::string_view> reason;
    bool operator==(const abort_transaction_record&) const = default;

    using self = abort_transaction_record;
    static constexpr std::tuple fields{
        wire::field{&self::reason, "Reason"}.tagged(0).null_since(0),
    };
};

} // namespace kafka::detail::protocol
