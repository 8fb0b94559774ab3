// What readers and writers count. The names are kafka-go's; unlike there, reading resets nothing,
// so that several may read: whoever wants a rate subtracts an earlier snapshot.
#pragma once

#include <kafka/acks.hpp>
#include <kafka/reader_position.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace kafka {

/// What was observed of one quantity since the object was made; all 0 when nothing was.
/// `p50` and `p99` are quantiles of a histogram, at most 7 % from the true ones.
template <class T>
struct summary {
    T avg = {};
    T min = {};
    T max = {};
    std::int64_t count = 0; ///< of observations
    T sum = {};
    T p50 = {};
    T p99 = {};
};
using summary_stats = summary<std::int64_t>;
using duration_stats = summary<std::chrono::nanoseconds>;

/// A snapshot of a reader. Counters and summaries begin when the reader is made and only grow.
struct reader_stats {
    // Counters.
    std::int64_t dials = 0;      ///< connections that were opened, or could not be
    std::int64_t fetches = 0;    ///< Fetch requests that were answered
    std::int64_t messages = 0;   ///< that arrived, those that nobody has asked for yet included
    std::int64_t bytes = 0;      ///< of records that arrived, as they came: compressed ones packed
    std::int64_t rebalances = 0; ///< generations of the group in which this reader was a member
    std::int64_t timeouts = 0;   ///< requests that were not answered in time
    std::int64_t errors = 0;     ///< everything that went wrong, timeouts included

    // Summaries, one observation for each connection or each answered Fetch.
    duration_stats dial_time = {};  ///< until the broker's API versions were known
    duration_stats read_time = {};  ///< to look through an answer and queue what is in it
    duration_stats wait_time = {};  ///< from the request to its answer
    summary_stats fetch_size = {};  ///< messages
    summary_stats fetch_bytes = {}; ///< bytes of records

    // Gauges.
    std::int64_t offset = -1;        ///< of the partition that was returned from last; -1: none yet
    std::int64_t lag = -1;           ///< of the same
    std::int64_t queue_length = 0;   ///< bytes fetched and not released, see `queue_bytes`
    std::int64_t queue_capacity = 0; ///< bytes
    /// Of each partition that is read now, in a group too.
    std::vector<reader_position> partitions = {};

    // Options.
    std::int64_t min_bytes = 0;
    std::int64_t max_bytes = 0;
    std::chrono::milliseconds max_wait = {};
    std::string client_id = {};
    std::string topic = {};
    std::string partition = {}; ///< "-1" in a group, and when all of the topic is read
};

/// A snapshot of a writer. Counters and summaries begin when the writer is made and only grow.
struct writer_stats {
    // Counters.
    std::int64_t writes = 0;   ///< Produce requests that were sent, retries included
    std::int64_t messages = 0; ///< in them
    std::int64_t bytes = 0;    ///< of batches in them, packed
    std::int64_t errors = 0;   ///< requests that were lost, and batches that a broker refused
    std::int64_t retries = 0;  ///< batches that were sent again
    std::int64_t dials = 0;    ///< connections that were opened, or could not be

    // Summaries. Those of batches have one observation for each batch, when it is first sent.
    duration_stats batch_time = {};       ///< since its first record was taken
    duration_stats batch_queue_time = {}; ///< since it was full; 0: it left before it was
    duration_stats write_time = {};       ///< from a Produce request to its answer
    duration_stats wait_time = {};        ///< for which an answer throttled the writer
    summary_stats batch_size = {};        ///< records
    summary_stats batch_bytes = {};       ///< with the header, packed
    duration_stats dial_time = {};        ///< until the broker's API versions were known

    // Gauges.
    std::int64_t queue_length = 0;   ///< bytes taken and not acknowledged, see `queue_bytes`
    std::int64_t queue_capacity = 0; ///< bytes

    // Options.
    std::int64_t max_attempts = 0;
    std::chrono::milliseconds write_backoff_min = {};
    std::chrono::milliseconds write_backoff_max = {};
    std::int64_t max_batch_size = 0; ///< records; 0: no limit
    std::chrono::microseconds batch_timeout = {};
    std::chrono::milliseconds read_timeout = {};
    std::chrono::milliseconds write_timeout = {};
    acks required_acks = acks::all;
    bool async = false;
    std::string client_id = {};
    std::string topic = {};
};

} // namespace kafka
