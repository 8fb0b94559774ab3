// Who leads the partitions of a topic, as coroutines.
#pragma once

#include "client/open_connection.hpp"
#include "cluster/trail.hpp"

namespace kafka::detail::client {

/// The partitions of the topics that were asked for; of all, when `topics` is empty. The first
/// error of a topic asked for by name is the failure.
awaitable<outcome<std::vector<partition>>>
ask_partitions(session_pointer session, std::vector<std::string> topics, bool allow_creation);
/// The brokers and the controller, which is -1 when nobody knows it.
awaitable<outcome<cluster_info>> ask_cluster(session_pointer session);

struct lookup_order {
    dial_order broker = {};
    std::string topic = {};
    std::optional<std::int32_t> partition = {}; // default: all of them
    bool allow_creation = false;
};

/// Asks again and again while the topic, the partition or its leader is missing, as long as the
/// order's deadline allows. The failure names what is missing.
awaitable<outcome<std::vector<partition>>> look_up_partitions(lookup_order order, trail& so_far);

} // namespace kafka::detail::client
