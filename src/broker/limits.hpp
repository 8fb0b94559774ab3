// Everything that a peer could ask too much of has its limit here. docs/limits.md is the same table
// in words; a test compares them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kafka::detail::broker::limits {

/// Characters of a topic's name: Kafka's own limit, which keeps the folder's name legal.
inline constexpr std::size_t topic_name_length = 249;
/// Partitions that one topic may have, and that all topics together may have. Each keeps files
/// open.
inline constexpr std::int32_t partitions_of_a_topic = 10'000;
inline constexpr std::size_t partitions_in_all = 100'000;
inline constexpr std::size_t topics_in_all = 50'000;
/// Topics that one CreateTopics, DeleteTopics or Metadata request may name.
inline constexpr std::size_t topics_of_a_request = 10'000;
/// Topics that one Metadata request may create by naming them.
inline constexpr std::size_t topics_created_by_metadata = 1'000;
/// Bytes of one setting's value, and settings of one topic or broker.
inline constexpr std::size_t setting_value_length = 32'000;
inline constexpr std::size_t settings_of_a_resource = 500;
/// Fetches that wait for data at one time. One more is answered at once with what there is.
inline constexpr std::size_t parked_fetches = 20'000;
/// Partitions that one fetch may wait for. A larger one is answered at once with what there is.
inline constexpr std::size_t partitions_of_a_parked_fetch = 20'000;
/// The longest that a fetch may wait.
inline constexpr std::int32_t fetch_wait_ms = 5 * 60 * 1000;
/// About how many bytes of memory the fetch sessions of all consumers may take.
inline constexpr std::size_t bytes_of_fetch_sessions = 128 << 20;
/// Producer ids that are taken from the metadata log at a time, as in Kafka.
inline constexpr std::int64_t producer_ids_of_a_block = 1'000;
/// Groups, and about how many bytes of memory they, their members and offsets may take together.
inline constexpr std::size_t groups = 100'000;
inline constexpr std::size_t bytes_of_groups = 512 << 20;
/// Members of one group, those counted that were given an id and have not come back with it.
inline constexpr std::size_t members_of_a_group = 10'000;
/// Protocols that one member may offer, and bytes of their names and metadata: a subscription.
inline constexpr std::size_t protocols_of_a_member = 100;
inline constexpr std::size_t bytes_of_a_member = 1 << 20;
/// Bytes of a group's id, of a static member's instance id and of a protocol type.
inline constexpr std::size_t group_text_length = 10'000;
/// Bytes of a client's id that are kept for a member of a group.
inline constexpr std::size_t member_client_id_length = 1'000;
/// Groups that one request may name.
inline constexpr std::size_t groups_of_a_request = 10'000;
/// Partitions that one OffsetCommit or OffsetDelete may name.
inline constexpr std::size_t partitions_of_a_commit = 100'000;
/// Bytes of members and offsets in one answer to DescribeGroups or OffsetFetch.
inline constexpr std::size_t bytes_of_a_group_answer = 128 << 20;
/// Bytes of a client's software name or version that are kept.
inline constexpr std::size_t client_software_length = 128;
/// Virtual nodes of one process.
inline constexpr std::size_t nodes = 100;

struct limit {
    std::string_view what;
    std::size_t value;
};

/// As docs/limits.md has them.
inline constexpr limit table[] = {
    {"characters of a topic's name", topic_name_length},
    {"partitions of a topic", partitions_of_a_topic},
    {"partitions in all", partitions_in_all},
    {"topics in all", topics_in_all},
    {"topics that a request may name", topics_of_a_request},
    {"topics that a Metadata request may create", topics_created_by_metadata},
    {"bytes of a setting's value", setting_value_length},
    {"settings of a topic", settings_of_a_resource},
    {"fetches that wait at one time", parked_fetches},
    {"partitions that a waiting fetch may name", partitions_of_a_parked_fetch},
    {"milliseconds that a fetch may wait", fetch_wait_ms},
    {"bytes of memory for fetch sessions", bytes_of_fetch_sessions},
    {"producer ids of a block", producer_ids_of_a_block},
    {"groups", groups},
    {"bytes of memory for groups, their members and offsets", bytes_of_groups},
    {"members of a group", members_of_a_group},
    {"protocols that a member may offer", protocols_of_a_member},
    {"bytes of a member's protocols", bytes_of_a_member},
    {"bytes of a group's id, an instance id and a protocol type", group_text_length},
    {"bytes kept of a member's client id", member_client_id_length},
    {"groups that a request may name", groups_of_a_request},
    {"partitions that a commit may name", partitions_of_a_commit},
    {"bytes of an answer about groups", bytes_of_a_group_answer},
    {"bytes kept of a client's software name and of its version", client_software_length},
    {"virtual nodes of a process", nodes},
};

} // namespace kafka::detail::broker::limits
