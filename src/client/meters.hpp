// What a reader and a writer count, and what their link to the cluster does.
#pragma once

#include "cluster/meter.hpp"
#include "cluster/outcome.hpp"

#include <kafka/error.hpp>

namespace kafka::detail::client {

struct link_meters {
    cluster::counter dials;
    cluster::summary_meter dial_time;
};

struct reader_meters {
    cluster::counter fetches;
    cluster::counter messages;
    cluster::counter bytes;
    cluster::counter rebalances;
    cluster::counter timeouts;
    cluster::counter errors;
    cluster::summary_meter read_time;
    cluster::summary_meter wait_time;
    cluster::summary_meter fetch_size;
    cluster::summary_meter fetch_bytes;

    void failed(const cluster::failure& why) {
        errors.add();
        if (why.is(condition::timeout)) timeouts.add();
    }
};

struct writer_meters {
    cluster::counter writes;
    cluster::counter messages;
    cluster::counter bytes;
    cluster::counter errors;
    cluster::counter retries;
    cluster::summary_meter batch_time;
    cluster::summary_meter batch_queue_time;
    cluster::summary_meter write_time;
    cluster::summary_meter wait_time;
    cluster::summary_meter batch_size;
    cluster::summary_meter batch_bytes;
};

} // namespace kafka::detail::client
