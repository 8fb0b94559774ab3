// The leader's work: who reads what.
#pragma once

#include "cluster/metadata_cache.hpp"
#include "consumer/group/membership.hpp"

#include <kafka/group_balancer.hpp>

#include <map>
#include <string>
#include <vector>

namespace kafka::detail::consumer::group {

/// How many partitions each topic had; topics that do not exist have none.
using topic_sizes = std::map<std::string, std::size_t>;

/// Every topic that some member wants, once.
std::vector<std::string> wanted_topics(const std::vector<group_member>& members);

topic_sizes sizes_of(const std::vector<std::string>& topics, const cluster::metadata_cache& known);

/// Ordered by topic and partition.
std::vector<group_partition> partitions_of(const std::vector<std::string>& topics,
                                           const cluster::metadata_cache& known);

/// A share for every member, also for those that get nothing. May throw what the balancer throws.
std::vector<written_assignment> share_out(const group_balancer& by,
                                          const std::vector<group_member>& members,
                                          const std::vector<group_partition>& partitions);

} // namespace kafka::detail::consumer::group
