// What a sender wants done: the values that the driving room turns into requests and calls.
#pragma once

#include "producer/batch.hpp"

#include <optional>
#include <vector>

namespace kafka::detail::producer {

class topic;

/// One Produce request. The batches stay where they are until it is answered or lost.
struct outgoing {
    std::uint64_t id = 0;
    std::int32_t node = -1;
    std::vector<batch*> batches = {}; // of one topic together
    std::size_t records = 0;
    std::size_t bytes = 0;
};

/// What a broker said of one batch of a request.
struct batch_answer {
    std::int16_t error_code = 0;
    std::int64_t base_offset = -1;
    std::string detail = {};
};

/// Records whose fate is known. Whoever tells their owners then gives the bytes back to the budget
/// and ends the generation.
struct ending {
    const topic* of = nullptr;
    std::int32_t partition = -1;
    std::uint32_t records = 0;
    std::size_t wire_bytes = 0;
    std::size_t budget_bytes = 0;
    std::uint64_t generation = 0;
    completions told = {};
    fate what = {};
};

struct plan {
    std::vector<outgoing> requests = {};  // to send now, in this order
    std::vector<batch*> pack = {};        // to compress
    std::vector<std::int32_t> reach = {}; // nodes to connect to
    std::vector<topic*> ask = {};         // whose metadata is needed
    std::vector<topic*> replay = {};      // whose waiting records can go to partitions
    std::vector<ending> ended = {};
    bool wants_identity = false;
    /// When to look again although nothing has happened.
    std::optional<time_point> again_at = {};
};

} // namespace kafka::detail::producer
