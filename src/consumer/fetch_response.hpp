// What one broker answered to one Fetch, held against what it was asked for.
#pragma once

#include "consumer/fetch_plan.hpp"
#include "consumer/record_extent.hpp"

#include <system_error>

namespace kafka::detail::consumer {

struct partition_answer {
    asked_partition asked = {};
    std::error_code error = {};
    std::int64_t high_watermark = -1;
    record_extent extent = {};
};

struct fetch_answer {
    std::error_code error = {}; // of the request as a whole
    std::chrono::milliseconds throttle = {};
    std::vector<partition_answer> partitions = {};
};

/// Whatever was not asked for is left out: other topics, other partitions, a partition's second
/// entry.
fetch_answer read_answer(const protocol::fetch_response& response, std::int16_t version,
                         const fetch_plan& plan);

/// The code of an answer; empty for none.
std::error_code code_of_answer(std::int16_t number);

} // namespace kafka::detail::consumer
