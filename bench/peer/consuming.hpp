// librdkafka's consumer under the load of `kafka bench consume`.
#pragma once

#include "cli/measurement.hpp"
#include "peer/librdkafka.hpp"

namespace peer {

/// All partitions by assignment, from the start, checksums checked as ours are; stops at the
/// number of messages.
kafka::detail::cli::measurement consume(const options& o);

} // namespace peer
