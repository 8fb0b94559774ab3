// The floor under every client's latency: a Produce request that is made once goes to the broker
// and back over a blocking socket, with nothing around it.
#pragma once

#include "cli/measurement.hpp"
#include "peer/librdkafka.hpp"

namespace peer {

kafka::detail::cli::measurement raw_latency(const options& o);

} // namespace peer
