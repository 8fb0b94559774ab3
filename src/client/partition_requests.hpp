// Requests about one partition to the broker at the other end of a session, as coroutines. Each is
// sent once; an error in the answer is the failure. Arguments are taken by value: the caller may be
// gone before a request ends.
#pragma once

#include "client/session.hpp"
#include "consumer/fetched.hpp"
#include "consumer/seek.hpp"
#include "record/sealed_batch.hpp"

#include <kafka/acks.hpp>
#include <kafka/connection.hpp>

#include <atomic>

namespace kafka::detail::client {

/// Where reading goes on: an offset, first_offset or last_offset. Calls under way hold it, too.
using place = std::atomic<std::int64_t>;

/// What all of them need to know.
struct asked_of {
    session_pointer session = {};
    std::shared_ptr<const std::string> topic = {};
    std::int32_t partition = 0;
    net::clock::duration request_timeout = std::chrono::seconds(30);
};

/// `time` in milliseconds, first_offset or last_offset. -1: no record is as late.
awaitable<outcome<std::int64_t>> ask_offset(asked_of whom, std::int64_t time,
                                            isolation_level isolation);
awaitable<outcome<consumer::log_bounds>> ask_bounds(asked_of whom);

struct fetch_order {
    read_batch_options options = {};
    std::optional<net::clock::time_point> deadline = {};
    /// Follows what is passed over without being anybody's to read.
    std::shared_ptr<place> from = {};
};
struct fetched_batch {
    consumer::fetched what = {};
    std::chrono::milliseconds throttle = {};
};
/// Fetches once when the order has a max_wait, else until records have come.
awaitable<outcome<fetched_batch>> fetch_records(asked_of whom, fetch_order order);

struct produce_order {
    std::shared_ptr<const record::sealed_batch> records = {};
    acks required = acks::all;
    std::chrono::milliseconds broker_timeout = {};
};
struct produced {
    std::int64_t offset = -1;
    std::int64_t append_time_ms = -1;
};
awaitable<outcome<produced>> produce_records(asked_of whom, produce_order order);

} // namespace kafka::detail::client
