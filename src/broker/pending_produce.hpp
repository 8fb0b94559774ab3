// What one Produce request did to each of its partitions, until it can be answered.
#pragma once

#include "broker/typed_reply.hpp"
#include "broker/waiting.hpp"
#include "protocol/produce.hpp"
#include "record/validate.hpp"

#include <kafka/broker_errc.hpp>

#include <memory>
#include <string>
#include <vector>

namespace kafka::detail::broker {

struct produced_partition {
    std::int32_t index = 0;
    broker_errc error = broker_errc::none;
    std::string message;
    std::vector<record::record_error> record_errors;
    std::int64_t base_offset = -1;
    std::int64_t append_time_ms = -1;
    std::int64_t start_offset = -1;
    std::int32_t leader = -1; // told when the client asked the wrong node
    std::int32_t leader_epoch = -1;
};

struct produced_topic {
    std::string name;
    std::vector<produced_partition> partitions;
};

/// Waits until every partition has been synced, or the client's patience is over.
class pending_produce : public std::enable_shared_from_this<pending_produce> {
public:
    pending_produce(std::vector<produced_topic> topics, reply<protocol::produce_request> back,
                    waiting& timers)
        : topics_(std::move(topics))
        , back_(std::move(back))
        , timers_(timers) {}

    /// One more partition is not durable yet.
    void wait_for(produced_partition& p);
    void durable(produced_partition& p, broker_errc error);
    /// Answers now, or at `deadline` at the latest.
    void settle(clock::monotonic deadline);

private:
    void expire();
    void answer();

    std::vector<produced_topic> topics_;
    reply<protocol::produce_request> back_;
    waiting& timers_;
    waiting::ticket ticket_ = 0;
    std::vector<produced_partition*> awaited_;
    bool settled_ = false; // every partition was tried
    bool answered_ = false;
};

} // namespace kafka::detail::broker
