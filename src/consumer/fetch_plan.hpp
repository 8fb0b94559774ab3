// What one broker is to be asked for in one Fetch.
#pragma once

#include <kafka/uuid.hpp>

#include "protocol/fetch.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace kafka::detail::consumer {

/// A user's choices that every request carries.
struct fetch_limits {
    std::int32_t min_bytes = 1;
    std::chrono::milliseconds max_wait = std::chrono::milliseconds(500);
    std::int32_t max_bytes = 50 * 1024 * 1024;
    std::int32_t partition_max_bytes = 1024 * 1024;
};

struct asked_partition {
    std::int32_t partition = 0;
    std::uint64_t generation = 0;
    std::int64_t offset = 0;
    std::int32_t leader_epoch = -1;
    std::size_t wanted_bytes = 0; // when one batch needs more than the limit
};

struct fetch_plan {
    std::int32_t node = -1;
    std::string topic = {};
    uuid topic_id = {};
    std::int32_t max_bytes = 0;
    std::vector<asked_partition> asked = {}; // the first ones are served first
};

/// Topic ids came with this version. Source: KIP-516.
inline constexpr std::int16_t first_fetch_by_id = 13;

/// What one broker is asked for in one Fetch, topic by topic.
struct fetch_round {
    std::int32_t node = -1;
    std::int32_t max_bytes = 0;
    std::vector<fetch_plan> plans = {};
};

/// A request that asks for no partition yet.
protocol::fetch_request terms_of(const fetch_round& round, const fetch_limits& limits);
protocol::fetch_request_partition partition_of(const asked_partition& asked,
                                               const fetch_limits& limits);
/// A request without a session, which names every partition. It views the round's topics.
protocol::fetch_request request_of(const fetch_round& round, const fetch_limits& limits);

} // namespace kafka::detail::consumer
