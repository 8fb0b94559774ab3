// A Produce request for the batches of a plan, and what its answer says of each of them.
#pragma once

#include "producer/plan.hpp"
#include "protocol/produce.hpp"

namespace kafka::detail::producer {

/// The message views topics' names and the batches' bytes, which `keeps` holds.
struct produce_message {
    protocol::produce_request request = {};
    std::vector<std::shared_ptr<const void>> keeps = {};
};

/// `broker_timeout`: how long the leader may wait for the other replicas.
produce_message produce_message_of(const outgoing& what, const settings& s,
                                   std::chrono::milliseconds broker_timeout);

/// The highest version that can name the topics: from 13 on by their ids.
std::int16_t highest_version(const outgoing& what);

/// One for each batch, in the request's order. A batch that the answer leaves out gets
/// unknown_server_error: nobody knows what became of it.
std::vector<batch_answer> answers_for(const outgoing& what,
                                      const protocol::produce_response& response);

} // namespace kafka::detail::producer
