// Where a reader is in one partition, and what stands between it and the next fetch.
#pragma once

#include <kafka/offset.hpp>

#include <cstddef>
#include <cstdint>

namespace kafka::detail::consumer {

inline constexpr std::int64_t unknown_offset = -1;

struct position {
    std::int32_t partition = 0;
    start_offset start = first_offset;      // where it begins while `next` is not known
    std::int64_t next = unknown_offset;     // what to ask a broker for
    std::int64_t returned = unknown_offset; // the message that the application gets next
    std::int64_t high_watermark = unknown_offset;
    std::int32_t epoch = -1;         // of the batch before `next`
    std::int32_t leader = -1;        // -1: not known at the moment
    std::int32_t leader_epoch = -1;  // the leader's, as metadata has it
    std::int32_t checked_epoch = -1; // under this one `next` was seen to be in the leader's log
    std::uint64_t generation = 0;    // changes with each jump: what was asked for before is dropped
    std::size_t wanted_bytes = 0;    // of a batch that is larger than what was asked for
    bool failed = false;             // the application has not been told yet
    bool paused = false;             // the application wants nothing of it for now

    bool is_led() const { return leader >= 0 && !failed; }
    bool needs_lookup() const { return is_led() && next < 0; }
    /// A new leader may not have all that the old one had. Source: KIP-320.
    bool needs_check() const {
        return is_led() && next >= 0 && epoch >= 0 && leader_epoch > checked_epoch;
    }
    bool can_be_fetched() const { return is_led() && next >= 0 && !needs_check() && !paused; }
};

} // namespace kafka::detail::consumer
