// What brokers say of themselves and of who does what.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

namespace kafka {

/// An API that a broker serves.
struct api_version {
    std::int16_t key = 0;
    std::string name = {}; ///< empty for one that this library has no messages for
    std::int16_t min = 0;
    std::int16_t max = 0;
};

/// What a coordinator looks after.
enum class coordinator_kind : std::int8_t { group = 0, transaction = 1 };

struct coordinator_info {
    std::string key = {}; ///< the group or the transactional id
    std::int32_t node = -1;
    std::string host = {};
    std::int32_t port = 0;
    std::error_code error = {};
    std::string detail = {};
};

/// Who an idempotent or transactional producer is.
struct producer_identity {
    std::int64_t id = -1;
    std::int16_t epoch = -1;
};

struct epoch_query {
    std::string topic = {};
    std::int32_t partition = 0;
    std::int32_t leader_epoch = 0;
    /// The epoch that the caller believes to be the current one; -1 (default): it does not say.
    std::int32_t current_leader_epoch = -1;
};

/// Where the records of an epoch end.
struct epoch_end {
    std::string topic = {};
    std::int32_t partition = 0;
    std::int32_t leader_epoch = -1; ///< the largest known one up to the one asked for
    std::int64_t end_offset = -1;   ///< -1: that epoch is not known
    std::error_code error = {};
};

} // namespace kafka
