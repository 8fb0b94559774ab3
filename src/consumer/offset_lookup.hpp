// Questions about offsets that stand between a position and its first fetch: where a start lies
// (ListOffsets), and whether a new leader has what was read from the old one
// (OffsetForLeaderEpoch).
#pragma once

#include <kafka/offset.hpp>

#include "protocol/list_offsets.hpp"
#include "protocol/offset_for_leader_epoch.hpp"

#include <string>
#include <system_error>
#include <vector>

namespace kafka::detail::consumer {

/// One partition's question, and its answer once there is one.
struct offset_lookup {
    std::int32_t partition = 0;
    std::uint64_t generation = 0;
    std::int32_t leader_epoch = -1;
    start_offset start = first_offset;
    bool answered = false;
    std::error_code error = {};
    std::int64_t offset = -1; // -1: no record at or after the time
    std::int32_t epoch = -1;
};

struct epoch_check {
    std::int32_t partition = 0;
    std::uint64_t generation = 0;
    std::int32_t leader_epoch = -1;
    std::int32_t epoch = -1; // of what was read last
    bool answered = false;
    std::error_code error = {};
    std::int64_t end = -1; // where that epoch's records end in the leader's log; -1: not known
};

/// Requests view `topic`.
protocol::list_offsets_request request_of(const std::vector<offset_lookup>& lookups,
                                          const std::string& topic);
protocol::offset_for_leader_epoch_request request_of(const std::vector<epoch_check>& checks,
                                                     const std::string& topic);
/// Takes the answers to what was asked; everything else is left out.
void read_answer(const protocol::list_offsets_response& from, const std::string& topic,
                 std::vector<offset_lookup>& into);
void read_answer(const protocol::offset_for_leader_epoch_response& from, const std::string& topic,
                 std::vector<epoch_check>& into);

} // namespace kafka::detail::consumer
