// Kafka's own error numbers, as brokers send them.
#pragma once

#include <cstdint>
#include <string_view>
#include <system_error>

namespace kafka {

/// An error that a broker answered with. The numbers are Kafka's.
/// Source: https://kafka.apache.org/protocol#protocol_error_codes
enum class broker_errc : std::int16_t {
    unknown_server_error = -1,         ///< the broker met an error that it has no number for
    none = 0,                          ///< ok
    offset_out_of_range = 1,           ///< the offset is outside the range that the broker keeps
    corrupt_message = 2,               ///< a record batch failed its checksum or is malformed
    unknown_topic_or_partition = 3,    ///< the broker does not host this topic or partition
    invalid_fetch_size = 4,            ///< the requested fetch size is invalid
    leader_not_available = 5,          ///< the partition has no leader at the moment
    not_leader_or_follower = 6,        ///< this broker does not lead the partition any more
    request_timed_out = 7,             ///< the request timed out on the broker
    broker_not_available = 8,          ///< the broker is not available
    replica_not_available = 9,         ///< the replica is not available
    message_too_large = 10,            ///< the batch is larger than the broker accepts
    stale_controller_epoch = 11,       ///< the controller moved
    offset_metadata_too_large = 12,    ///< the metadata of the committed offset is too large
    network_exception = 13,            ///< the broker closed the connection before answering
    coordinator_load_in_progress = 14, ///< the coordinator is still loading
    coordinator_not_available = 15,    ///< the coordinator is not available
    not_coordinator = 16,              ///< this broker is not the coordinator
    invalid_topic = 17,                ///< the topic name is not valid
    record_list_too_large = 18,        ///< the batch is larger than a log segment
    not_enough_replicas = 19,          ///< fewer replicas are in sync than required
    not_enough_replicas_after_append = 20, ///< written, but to fewer replicas than required
    invalid_required_acks = 21,            ///< acks must be 0, 1 or all
    illegal_generation = 22,               ///< the generation is not the group's current one
    inconsistent_group_protocol = 23,      ///< the member shares no protocol with the group
    invalid_group_id = 24,                 ///< the group id is not valid
    unknown_member_id = 25,                ///< the coordinator does not know this member
    invalid_session_timeout = 26,          ///< the session timeout is outside the broker's range
    rebalance_in_progress = 27,            ///< the group is rebalancing
    invalid_commit_offset_size = 28,       ///< the commit is too large
    topic_authorization_failed = 29,       ///< not authorised for the topic
    group_authorization_failed = 30,       ///< not authorised for the group
    cluster_authorization_failed = 31,     ///< not authorised for the cluster
    invalid_timestamp = 32,                ///< the record's timestamp is out of the accepted range
    unsupported_sasl_mechanism = 33,       ///< the broker does not offer this SASL mechanism
    illegal_sasl_state = 34,               ///< the request is not valid in this SASL state
    unsupported_version = 35,              ///< the broker does not support this version of the API
    topic_already_exists = 36,             ///< a topic of this name exists
    invalid_partitions = 37,               ///< the number of partitions is not valid
    invalid_replication_factor = 38,       ///< the replication factor is not possible
    invalid_replica_assignment = 39,       ///< the replica assignment is not valid
    invalid_config = 40,                   ///< a configuration value is not valid
    not_controller = 41,                   ///< this broker is not the controller
    invalid_request = 42,                  ///< the request is malformed or contradicts itself
    unsupported_for_message_format = 43,   ///< the message format does not support this
    policy_violation = 44,                 ///< a policy forbids this
    out_of_order_sequence_number = 45,     ///< the producer's sequence has a gap
    duplicate_sequence_number = 46,        ///< the producer sent this batch before
    invalid_producer_epoch = 47,           ///< a newer instance of this producer has taken over
    invalid_txn_state = 48,                ///< the transaction is in the wrong state for this
    invalid_producer_id_mapping = 49, ///< the producer id is not the one of this transactional id
    invalid_transaction_timeout = 50, ///< the transaction timeout is larger than allowed
    concurrent_transactions = 51,     ///< another operation on this transaction is under way
    transaction_coordinator_fenced = 52,        ///< the transaction coordinator was replaced
    transactional_id_authorization_failed = 53, ///< not authorised for the transactional id
    security_disabled = 54,                     ///< the broker has no authorizer
    operation_not_attempted = 55,         ///< not tried, because another part of the request failed
    kafka_storage_error = 56,             ///< the broker could not read or write its disk
    log_dir_not_found = 57,               ///< the log directory does not exist
    sasl_authentication_failed = 58,      ///< authentication failed
    unknown_producer_id = 59,             ///< the broker does not know the producer
    reassignment_in_progress = 60,        ///< a reassignment is in progress
    delegation_token_auth_disabled = 61,  ///< delegation tokens are disabled
    delegation_token_not_found = 62,      ///< the delegation token does not exist
    delegation_token_owner_mismatch = 63, ///< the principal does not own the token
    delegation_token_request_not_allowed = 64,  ///< delegation tokens are not allowed here
    delegation_token_authorization_failed = 65, ///< not authorised for the delegation token
    delegation_token_expired = 66,              ///< the delegation token has expired
    invalid_principal_type = 67,                ///< the principal type is not supported
    non_empty_group = 68,                       ///< the group is not empty
    group_id_not_found = 69,                    ///< the group does not exist
    fetch_session_id_not_found = 70,            ///< the broker does not know the fetch session
    invalid_fetch_session_epoch = 71,       ///< the fetch session's epoch is not the expected one
    listener_not_found = 72,                ///< the leader has no listener of this name
    topic_deletion_disabled = 73,           ///< topics may not be deleted on this broker
    fenced_leader_epoch = 74,               ///< the leader epoch is older than the broker's
    unknown_leader_epoch = 75,              ///< the leader epoch is newer than the broker's
    unsupported_compression_type = 76,      ///< this version cannot carry this codec
    stale_broker_epoch = 77,                ///< the broker epoch has changed
    offset_not_available = 78,              ///< the leader does not know the high watermark yet
    member_id_required = 79,                ///< join again with the member id given
    preferred_leader_not_available = 80,    ///< the preferred leader is not available
    group_max_size_reached = 81,            ///< the group is full
    fenced_instance_id = 82,                ///< another member uses this static instance id
    eligible_leaders_not_available = 83,    ///< no eligible leader is available
    election_not_needed = 84,               ///< no election is needed
    no_reassignment_in_progress = 85,       ///< no reassignment is in progress
    group_subscribed_to_topic = 86,         ///< the group is subscribed to the topic
    invalid_record = 87,                    ///< the broker's check refused a record
    unstable_offset_commit = 88,            ///< offsets of an open transaction are pending
    throttling_quota_exceeded = 89,         ///< a quota is exceeded
    producer_fenced = 90,                   ///< a newer producer with this transactional id exists
    resource_not_found = 91,                ///< the resource does not exist
    duplicate_resource = 92,                ///< the resource exists already
    unacceptable_credential = 93,           ///< the credential does not meet the requirements
    inconsistent_voter_set = 94,            ///< the voter set is not consistent
    invalid_update_version = 95,            ///< the update version is not valid
    feature_update_failed = 96,             ///< the feature could not be updated
    principal_deserialization_failure = 97, ///< the principal could not be read
    snapshot_not_found = 98,                ///< the snapshot does not exist
    position_out_of_range = 99,             ///< the position is outside the snapshot
    unknown_topic_id = 100,                 ///< the broker does not know this topic id
    duplicate_broker_registration = 101,    ///< the broker is registered already
    broker_id_not_registered = 102,         ///< the broker is not registered
    inconsistent_topic_id = 103,            ///< the topic id is not the one of this topic
    inconsistent_cluster_id = 104,          ///< the cluster id is not this cluster's
    transactional_id_not_found = 105,       ///< the transactional id does not exist
    fetch_session_topic_id_error = 106,     ///< the fetch session mixes topic names and ids
    ineligible_replica = 107,               ///< the replica may not join the in-sync set
    new_leader_elected = 108,               ///< another leader was elected
    offset_moved_to_tiered_storage = 109,   ///< the offset was moved to tiered storage
    fenced_member_epoch = 110,              ///< the member epoch was fenced
    unreleased_instance_id = 111,           ///< the instance id is still in use
    unsupported_assignor = 112,             ///< the group does not support this assignor
    stale_member_epoch = 113,               ///< the member epoch is old
    mismatched_endpoint_type = 114,         ///< the request was sent to the wrong kind of endpoint
    unsupported_endpoint_type = 115,        ///< this kind of endpoint is not supported
    unknown_controller_id = 116,            ///< the controller id is not known
    unknown_subscription_id = 117,          ///< the subscription id is not known
    telemetry_too_large = 118,              ///< the telemetry is too large
    invalid_registration = 119,             ///< the broker registration is not valid
    transaction_abortable = 120,            ///< abort the transaction and go on
    invalid_record_state = 121,             ///< the record's state forbids the acknowledgement
    share_session_not_found = 122,          ///< the share session does not exist
    invalid_share_session_epoch = 123,      ///< the share session's epoch is not the expected one
    fenced_state_epoch = 124,               ///< the state epoch was fenced
    invalid_voter_key = 125,                ///< the voter key is not the one of the voter
    duplicate_voter = 126,                  ///< the voter is in the set already
    voter_not_found = 127,                  ///< the voter is not in the set
    invalid_regular_expression = 128,       ///< the regular expression is not valid
    rebootstrap_required = 129,             ///< the client must bootstrap again
    streams_invalid_topology = 130,         ///< the topology is not valid
    streams_invalid_topology_epoch = 131,   ///< the topology epoch is not valid
    streams_topology_fenced = 132,          ///< the topology epoch was fenced
    share_session_limit_reached = 133,      ///< the share session limit is reached
};

const std::error_category& broker_category() noexcept;
/// A number that this list does not know is kept as it is: its text says "unknown broker error N".
std::error_code make_error_code(broker_errc e) noexcept;

/// Kafka's name of the error in capitals, as tools print it: UNKNOWN_TOPIC_OR_PARTITION.
/// "UNKNOWN" for a number that is not in the list.
std::string_view name_of(broker_errc e) noexcept;
/// One clause that says what it means.
std::string_view meaning_of(broker_errc e) noexcept;

} // namespace kafka

template <>
struct std::is_error_code_enum<kafka::broker_errc> : std::true_type {};
