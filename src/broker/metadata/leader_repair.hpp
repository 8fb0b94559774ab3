// What a new term must change about partitions before it serves them.
#pragma once

#include "broker/metadata/changes.hpp"
#include "broker/metadata/image.hpp"
#include "broker/metadata/topic_plan.hpp"

namespace kafka::detail::broker {

/// Partitions whose leader is not among the nodes (Apache Kafka leaves them so when it stops, and
/// options may name other nodes than before) get one that is. After an unclean stop every leader
/// epoch moves, because a log may have lost its end: clients then compare what they have read.
/// Source: KIP-101, KIP-320.
void record_new_leaders(const planning& in, bool was_clean, changes& to);

} // namespace kafka::detail::broker
