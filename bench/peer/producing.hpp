// librdkafka's producer under the loads of `kafka bench produce` and `kafka bench latency`.
#pragma once

#include "cli/measurement.hpp"
#include "peer/librdkafka.hpp"

namespace peer {

kafka::detail::cli::measurement produce(const options& o);
kafka::detail::cli::measurement latency(const options& o);

} // namespace peer
