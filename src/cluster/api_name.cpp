#include "cluster/api_name.hpp"

#include <algorithm>
#include <array>

namespace kafka::detail::cluster {

namespace {

using protocol::api_key;

struct row {
    api_key key;
    std::string_view name;
};

constexpr std::array rows{
    row{api_key::produce, "Produce"},
    row{api_key::fetch, "Fetch"},
    row{api_key::list_offsets, "ListOffsets"},
    row{api_key::metadata, "Metadata"},
    row{api_key::offset_commit, "OffsetCommit"},
    row{api_key::offset_fetch, "OffsetFetch"},
    row{api_key::find_coordinator, "FindCoordinator"},
    row{api_key::join_group, "JoinGroup"},
    row{api_key::heartbeat, "Heartbeat"},
    row{api_key::leave_group, "LeaveGroup"},
    row{api_key::sync_group, "SyncGroup"},
    row{api_key::describe_groups, "DescribeGroups"},
    row{api_key::list_groups, "ListGroups"},
    row{api_key::sasl_handshake, "SaslHandshake"},
    row{api_key::api_versions, "ApiVersions"},
    row{api_key::create_topics, "CreateTopics"},
    row{api_key::delete_topics, "DeleteTopics"},
    row{api_key::delete_records, "DeleteRecords"},
    row{api_key::init_producer_id, "InitProducerId"},
    row{api_key::offset_for_leader_epoch, "OffsetForLeaderEpoch"},
    row{api_key::describe_configs, "DescribeConfigs"},
    row{api_key::sasl_authenticate, "SaslAuthenticate"},
    row{api_key::create_partitions, "CreatePartitions"},
    row{api_key::delete_groups, "DeleteGroups"},
    row{api_key::incremental_alter_configs, "IncrementalAlterConfigs"},
    row{api_key::offset_delete, "OffsetDelete"},
    row{api_key::describe_cluster, "DescribeCluster"},
    row{api_key::describe_topic_partitions, "DescribeTopicPartitions"},
};

} // namespace

std::string_view name_of(protocol::api_key key) {
    const auto* found = std::ranges::find(rows, key, &row::key);
    return found == rows.end() ? "an unknown API" : found->name;
}

} // namespace kafka::detail::cluster
