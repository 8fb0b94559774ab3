// The block of producer ids that was given away last, in the metadata log. Source: KIP-730.
#pragma once

#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

namespace kafka::detail::protocol {

struct producer_ids_record {
    static constexpr std::int16_t type = 15;
    static constexpr versions valid{0, 0};
    static constexpr std::int16_t flexible_since = 0;

    std::int32_t broker_id = 0;
    std::int64_t broker_epoch = -1;
    std::int64_t next_producer_id = 0; // the first of the block that is given away next
    bool operator==(const producer_ids_record&) const = default;

    using self = producer_ids_record;
    static constexpr std::tuple fields{
        wire::field{&self::broker_id, "BrokerId"},
        wire::field{&self::broker_epoch, "BrokerEpoch"},
        wire::field{&self::next_producer_id, "NextProducerId"},
    };
};

} // namespace kafka::detail::protocol
