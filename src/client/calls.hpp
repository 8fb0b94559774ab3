// What kafka::client can do, as coroutines over a link. Each retries what may pass until it is
// cancelled. Arguments are taken by value: the caller may be gone before a call ends.
#pragma once

#include "client/cluster_link.hpp"

#include <kafka/client.hpp>

namespace kafka::detail::client {

using link_pointer = std::shared_ptr<cluster_link>;

/// Everything that a call needs besides its arguments. The trail belongs to the call.
struct call {
    link_pointer link = {};
    trail& so_far;
};

awaitable<outcome<cluster_info>> describe_cluster(call c, std::vector<std::string> topics);
awaitable<outcome<std::vector<topic_result>>>
create_topics(call c, std::vector<topic_config> topics, bool validate_only);
awaitable<outcome<std::vector<topic_result>>> delete_topics(call c,
                                                            std::vector<std::string> topics);
awaitable<outcome<topic_result>> create_partitions(call c, std::string topic, std::int32_t total,
                                                   bool validate_only);
awaitable<outcome<std::vector<config_entry>>> describe_configs(call c, config_resource kind,
                                                               std::string name);
awaitable<outcome<nothing>> alter_configs(call c, config_resource kind, std::string name,
                                          std::vector<config_change> changes);

using deletion = std::pair<topic_partition, std::int64_t>;
awaitable<outcome<std::vector<offset_result>>> list_offsets(call c,
                                                            std::vector<offset_query> queries);
awaitable<outcome<std::vector<offset_result>>> delete_records(call c, std::vector<deletion> before);

} // namespace kafka::detail::client
