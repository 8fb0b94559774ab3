// InitProducerId (22): gives an idempotent or transactional producer its id and epoch. Source:
// KIP-98, KIP-360, KIP-588.
#pragma once

#include "protocol/api.hpp"
#include "protocol/codec.hpp"

#include <optional>
#include <string_view>

namespace kafka::detail::protocol {

struct init_producer_id_response {
    std::int32_t throttle_time_ms = 0;
    std::int16_t error_code = 0;
    std::int64_t producer_id = -1;
    std::int16_t producer_epoch = 0;
    bool operator==(const init_producer_id_response&) const = default;

    using self = init_producer_id_response;
    static constexpr std::tuple fields{
        wire::field{&self::throttle_time_ms, "ThrottleTimeMs"},
        wire::field{&self::error_code, "ErrorCode"},
        wire::field{&self::producer_id, "ProducerId"},
        wire::field{&self::producer_epoch, "ProducerEpoch"},
    };
};

struct init_producer_id_request {
    using response = init_producer_id_response;
    static constexpr auto key = api_key::init_producer_id;
    static constexpr versions valid{0, 5};
    static constexpr std::int16_t flexible_since = 2;

    // Null: an idempotent producer without transactions.
    std::optional<std::string_view> transactional_id = "";
    std::int32_t transaction_timeout_ms = 0;
    std::int64_t producer_id = -1; // -1: none yet; else the one whose epoch is to rise
    std::int16_t producer_epoch = -1;
    bool operator==(const init_producer_id_request&) const = default;

    using self = init_producer_id_request;
    static constexpr std::tuple fields{
        wire::field{&self::transactional_id, "TransactionalId"}.null_since(0),
        wire::field{&self::transaction_timeout_ms, "TransactionTimeoutMs"},
        wire::field{&self::producer_id, "ProducerId", wire::since(3)},
        wire::field{&self::producer_epoch, "ProducerEpoch", wire::since(3)},
    };
};

} // namespace kafka::detail::protocol
