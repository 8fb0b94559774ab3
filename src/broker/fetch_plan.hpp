// What a Fetch request asks for, kept for as long as it waits, and one look at what there is.
#pragma once

#include "broker/hosting.hpp"
#include "broker/typed_reply.hpp"
#include "protocol/fetch.hpp"

#include <string>
#include <vector>

namespace kafka::detail::broker {

struct state;

struct wanted_partition {
    std::int32_t index = 0;
    std::int32_t leader_epoch = -1;
    std::int32_t last_fetched_epoch = -1;
    std::int64_t offset = 0;
    std::int32_t max_bytes = 0;
};

struct wanted_partitions {
    std::string name; // empty when the client gave the id
    uuid id;          // none when the client gave the name
    std::vector<wanted_partition> partitions;
};

class fetch_session;

/// The consumer's session, if it has or wants one.
struct fetch_session_use {
    std::shared_ptr<fetch_session> session; // what it was told before need not be told again
    std::int32_t epoch = 0;                 // of the session once it had this request
    bool wants_one = false;                 // the answer may begin one
    bool uses_topic_ids = false;

    /// A later request has come meanwhile, which an answer to this one would contradict.
    bool is_overtaken() const;
};

struct fetch_plan {
    std::vector<wanted_partitions> topics;
    fetch_session_use session;
    std::uint64_t max_bytes = 0;
    std::int64_t min_bytes = 0;
    bool is_committed_only = false;
    std::int32_t asked_node = -1;

    std::size_t partition_count() const;
};

/// What one look found.
struct fetched_partition {
    broker_errc error = broker_errc::none;
    partition_pointer partition;
    storage::log_slice slice;
    protocol::fetch_response_epoch_end diverging;
};

struct fetched {
    std::vector<fetched_partition> partitions; // in the order of the plan
    std::uint64_t bytes = 0;
    bool must_answer = false; // an error or a divergence, which the client should hear of at once
};

fetched look(const fetch_plan& plan, const state& broker);

/// Sends what was found. Slices leave straight from their files.
void send(const fetch_plan& plan, const fetched& found, state& broker,
          reply<protocol::fetch_request>& back);

} // namespace kafka::detail::broker
