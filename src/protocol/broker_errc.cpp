#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace kafka {

namespace {

struct row {
    broker_errc code;
    std::string_view name;
    std::string_view meaning;
};

constexpr std::array rows{
    row{broker_errc::unknown_server_error, "UNKNOWN_SERVER_ERROR",
        "the broker met an error that it has no number for"},
    row{broker_errc::none, "NONE", "ok"},
    row{broker_errc::offset_out_of_range, "OFFSET_OUT_OF_RANGE",
        "the offset is outside the range that the broker keeps"},
    row{broker_errc::corrupt_message, "CORRUPT_MESSAGE",
        "a record batch failed its checksum or is malformed"},
    row{broker_errc::unknown_topic_or_partition, "UNKNOWN_TOPIC_OR_PARTITION",
        "the broker does not host this topic or partition"},
    row{broker_errc::invalid_fetch_size, "INVALID_FETCH_SIZE",
        "the requested fetch size is invalid"},
    row{broker_errc::leader_not_available, "LEADER_NOT_AVAILABLE",
        "the partition has no leader at the moment"},
    row{broker_errc::not_leader_or_follower, "NOT_LEADER_OR_FOLLOWER",
        "this broker does not lead the partition any more"},
    row{broker_errc::request_timed_out, "REQUEST_TIMED_OUT", "the request timed out on the broker"},
    row{broker_errc::broker_not_available, "BROKER_NOT_AVAILABLE", "the broker is not available"},
    row{broker_errc::replica_not_available, "REPLICA_NOT_AVAILABLE",
        "the replica is not available"},
    row{broker_errc::message_too_large, "MESSAGE_TOO_LARGE",
        "the batch is larger than the broker accepts"},
    row{broker_errc::stale_controller_epoch, "STALE_CONTROLLER_EPOCH", "the controller moved"},
    row{broker_errc::offset_metadata_too_large, "OFFSET_METADATA_TOO_LARGE",
        "the metadata of the committed offset is too large"},
    row{broker_errc::network_exception, "NETWORK_EXCEPTION",
        "the broker closed the connection before answering"},
    row{broker_errc::coordinator_load_in_progress, "COORDINATOR_LOAD_IN_PROGRESS",
        "the coordinator is still loading"},
    row{broker_errc::coordinator_not_available, "COORDINATOR_NOT_AVAILABLE",
        "the coordinator is not available"},
    row{broker_errc::not_coordinator, "NOT_COORDINATOR", "this broker is not the coordinator"},
    row{broker_errc::invalid_topic, "INVALID_TOPIC", "the topic name is not valid"},
    row{broker_errc::record_list_too_large, "RECORD_LIST_TOO_LARGE",
        "the batch is larger than a log segment"},
    row{broker_errc::not_enough_replicas, "NOT_ENOUGH_REPLICAS",
        "fewer replicas are in sync than required"},
    row{broker_errc::not_enough_replicas_after_append, "NOT_ENOUGH_REPLICAS_AFTER_APPEND",
        "written, but to fewer replicas than required"},
    row{broker_errc::invalid_required_acks, "INVALID_REQUIRED_ACKS", "acks must be 0, 1 or all"},
    row{broker_errc::illegal_generation, "ILLEGAL_GENERATION",
        "the generation is not the group's current one"},
    row{broker_errc::inconsistent_group_protocol, "INCONSISTENT_GROUP_PROTOCOL",
        "the member shares no protocol with the group"},
    row{broker_errc::invalid_group_id, "INVALID_GROUP_ID", "the group id is not valid"},
    row{broker_errc::unknown_member_id, "UNKNOWN_MEMBER_ID",
        "the coordinator does not know this member"},
    row{broker_errc::invalid_session_timeout, "INVALID_SESSION_TIMEOUT",
        "the session timeout is outside the broker's range"},
    row{broker_errc::rebalance_in_progress, "REBALANCE_IN_PROGRESS", "the group is rebalancing"},
    row{broker_errc::invalid_commit_offset_size, "INVALID_COMMIT_OFFSET_SIZE",
        "the commit is too large"},
    row{broker_errc::topic_authorization_failed, "TOPIC_AUTHORIZATION_FAILED",
        "not authorised for the topic"},
    row{broker_errc::group_authorization_failed, "GROUP_AUTHORIZATION_FAILED",
        "not authorised for the group"},
    row{broker_errc::cluster_authorization_failed, "CLUSTER_AUTHORIZATION_FAILED",
        "not authorised for the cluster"},
    row{broker_errc::invalid_timestamp, "INVALID_TIMESTAMP",
        "the record's timestamp is out of the accepted range"},
    row{broker_errc::unsupported_sasl_mechanism, "UNSUPPORTED_SASL_MECHANISM",
        "the broker does not offer this SASL mechanism"},
    row{broker_errc::illegal_sasl_state, "ILLEGAL_SASL_STATE",
        "the request is not valid in this SASL state"},
    row{broker_errc::unsupported_version, "UNSUPPORTED_VERSION",
        "the broker does not support this version of the API"},
    row{broker_errc::topic_already_exists, "TOPIC_ALREADY_EXISTS", "a topic of this name exists"},
    row{broker_errc::invalid_partitions, "INVALID_PARTITIONS",
        "the number of partitions is not valid"},
    row{broker_errc::invalid_replication_factor, "INVALID_REPLICATION_FACTOR",
        "the replication factor is not possible"},
    row{broker_errc::invalid_replica_assignment, "INVALID_REPLICA_ASSIGNMENT",
        "the replica assignment is not valid"},
    row{broker_errc::invalid_config, "INVALID_CONFIG", "a configuration value is not valid"},
    row{broker_errc::not_controller, "NOT_CONTROLLER", "this broker is not the controller"},
    row{broker_errc::invalid_request, "INVALID_REQUEST",
        "the request is malformed or contradicts itself"},
    row{broker_errc::unsupported_for_message_format, "UNSUPPORTED_FOR_MESSAGE_FORMAT",
        "the message format does not support this"},
    row{broker_errc::policy_violation, "POLICY_VIOLATION", "a policy forbids this"},
    row{broker_errc::out_of_order_sequence_number, "OUT_OF_ORDER_SEQUENCE_NUMBER",
        "the producer's sequence has a gap"},
    row{broker_errc::duplicate_sequence_number, "DUPLICATE_SEQUENCE_NUMBER",
        "the producer sent this batch before"},
    row{broker_errc::invalid_producer_epoch, "INVALID_PRODUCER_EPOCH",
        "a newer instance of this producer has taken over"},
    row{broker_errc::invalid_txn_state, "INVALID_TXN_STATE",
        "the transaction is in the wrong state for this"},
    row{broker_errc::invalid_producer_id_mapping, "INVALID_PRODUCER_ID_MAPPING",
        "the producer id is not the one of this transactional id"},
    row{broker_errc::invalid_transaction_timeout, "INVALID_TRANSACTION_TIMEOUT",
        "the transaction timeout is larger than allowed"},
    row{broker_errc::concurrent_transactions, "CONCURRENT_TRANSACTIONS",
        "another operation on this transaction is under way"},
    row{broker_errc::transaction_coordinator_fenced, "TRANSACTION_COORDINATOR_FENCED",
        "the transaction coordinator was replaced"},
    row{broker_errc::transactional_id_authorization_failed, "TRANSACTIONAL_ID_AUTHORIZATION_FAILED",
        "not authorised for the transactional id"},
    row{broker_errc::security_disabled, "SECURITY_DISABLED", "the broker has no authorizer"},
    row{broker_errc::operation_not_attempted, "OPERATION_NOT_ATTEMPTED",
        "not tried, because another part of the request failed"},
    row{broker_errc::kafka_storage_error, "KAFKA_STORAGE_ERROR",
        "the broker could not read or write its disk"},
    row{broker_errc::log_dir_not_found, "LOG_DIR_NOT_FOUND", "the log directory does not exist"},
    row{broker_errc::sasl_authentication_failed, "SASL_AUTHENTICATION_FAILED",
        "authentication failed"},
    row{broker_errc::unknown_producer_id, "UNKNOWN_PRODUCER_ID",
        "the broker does not know the producer"},
    row{broker_errc::reassignment_in_progress, "REASSIGNMENT_IN_PROGRESS",
        "a reassignment is in progress"},
    row{broker_errc::delegation_token_auth_disabled, "DELEGATION_TOKEN_AUTH_DISABLED",
        "delegation tokens are disabled"},
    row{broker_errc::delegation_token_not_found, "DELEGATION_TOKEN_NOT_FOUND",
        "the delegation token does not exist"},
    row{broker_errc::delegation_token_owner_mismatch, "DELEGATION_TOKEN_OWNER_MISMATCH",
        "the principal does not own the token"},
    row{broker_errc::delegation_token_request_not_allowed, "DELEGATION_TOKEN_REQUEST_NOT_ALLOWED",
        "delegation tokens are not allowed here"},
    row{broker_errc::delegation_token_authorization_failed, "DELEGATION_TOKEN_AUTHORIZATION_FAILED",
        "not authorised for the delegation token"},
    row{broker_errc::delegation_token_expired, "DELEGATION_TOKEN_EXPIRED",
        "the delegation token has expired"},
    row{broker_errc::invalid_principal_type, "INVALID_PRINCIPAL_TYPE",
        "the principal type is not supported"},
    row{broker_errc::non_empty_group, "NON_EMPTY_GROUP", "the group is not empty"},
    row{broker_errc::group_id_not_found, "GROUP_ID_NOT_FOUND", "the group does not exist"},
    row{broker_errc::fetch_session_id_not_found, "FETCH_SESSION_ID_NOT_FOUND",
        "the broker does not know the fetch session"},
    row{broker_errc::invalid_fetch_session_epoch, "INVALID_FETCH_SESSION_EPOCH",
        "the fetch session's epoch is not the expected one"},
    row{broker_errc::listener_not_found, "LISTENER_NOT_FOUND",
        "the leader has no listener of this name"},
    row{broker_errc::topic_deletion_disabled, "TOPIC_DELETION_DISABLED",
        "topics may not be deleted on this broker"},
    row{broker_errc::fenced_leader_epoch, "FENCED_LEADER_EPOCH",
        "the leader epoch is older than the broker's"},
    row{broker_errc::unknown_leader_epoch, "UNKNOWN_LEADER_EPOCH",
        "the leader epoch is newer than the broker's"},
    row{broker_errc::unsupported_compression_type, "UNSUPPORTED_COMPRESSION_TYPE",
        "this version cannot carry this codec"},
    row{broker_errc::stale_broker_epoch, "STALE_BROKER_EPOCH", "the broker epoch has changed"},
    row{broker_errc::offset_not_available, "OFFSET_NOT_AVAILABLE",
        "the leader does not know the high watermark yet"},
    row{broker_errc::member_id_required, "MEMBER_ID_REQUIRED",
        "join again with the member id given"},
    row{broker_errc::preferred_leader_not_available, "PREFERRED_LEADER_NOT_AVAILABLE",
        "the preferred leader is not available"},
    row{broker_errc::group_max_size_reached, "GROUP_MAX_SIZE_REACHED", "the group is full"},
    row{broker_errc::fenced_instance_id, "FENCED_INSTANCE_ID",
        "another member uses this static instance id"},
    row{broker_errc::eligible_leaders_not_available, "ELIGIBLE_LEADERS_NOT_AVAILABLE",
        "no eligible leader is available"},
    row{broker_errc::election_not_needed, "ELECTION_NOT_NEEDED", "no election is needed"},
    row{broker_errc::no_reassignment_in_progress, "NO_REASSIGNMENT_IN_PROGRESS",
        "no reassignment is in progress"},
    row{broker_errc::group_subscribed_to_topic, "GROUP_SUBSCRIBED_TO_TOPIC",
        "the group is subscribed to the topic"},
    row{broker_errc::invalid_record, "INVALID_RECORD", "the broker's check refused a record"},
    row{broker_errc::unstable_offset_commit, "UNSTABLE_OFFSET_COMMIT",
        "offsets of an open transaction are pending"},
    row{broker_errc::throttling_quota_exceeded, "THROTTLING_QUOTA_EXCEEDED", "a quota is exceeded"},
    row{broker_errc::producer_fenced, "PRODUCER_FENCED",
        "a newer producer with this transactional id exists"},
    row{broker_errc::resource_not_found, "RESOURCE_NOT_FOUND", "the resource does not exist"},
    row{broker_errc::duplicate_resource, "DUPLICATE_RESOURCE", "the resource exists already"},
    row{broker_errc::unacceptable_credential, "UNACCEPTABLE_CREDENTIAL",
        "the credential does not meet the requirements"},
    row{broker_errc::inconsistent_voter_set, "INCONSISTENT_VOTER_SET",
        "the voter set is not consistent"},
    row{broker_errc::invalid_update_version, "INVALID_UPDATE_VERSION",
        "the update version is not valid"},
    row{broker_errc::feature_update_failed, "FEATURE_UPDATE_FAILED",
        "the feature could not be updated"},
    row{broker_errc::principal_deserialization_failure, "PRINCIPAL_DESERIALIZATION_FAILURE",
        "the principal could not be read"},
    row{broker_errc::snapshot_not_found, "SNAPSHOT_NOT_FOUND", "the snapshot does not exist"},
    row{broker_errc::position_out_of_range, "POSITION_OUT_OF_RANGE",
        "the position is outside the snapshot"},
    row{broker_errc::unknown_topic_id, "UNKNOWN_TOPIC_ID",
        "the broker does not know this topic id"},
    row{broker_errc::duplicate_broker_registration, "DUPLICATE_BROKER_REGISTRATION",
        "the broker is registered already"},
    row{broker_errc::broker_id_not_registered, "BROKER_ID_NOT_REGISTERED",
        "the broker is not registered"},
    row{broker_errc::inconsistent_topic_id, "INCONSISTENT_TOPIC_ID",
        "the topic id is not the one of this topic"},
    row{broker_errc::inconsistent_cluster_id, "INCONSISTENT_CLUSTER_ID",
        "the cluster id is not this cluster's"},
    row{broker_errc::transactional_id_not_found, "TRANSACTIONAL_ID_NOT_FOUND",
        "the transactional id does not exist"},
    row{broker_errc::fetch_session_topic_id_error, "FETCH_SESSION_TOPIC_ID_ERROR",
        "the fetch session mixes topic names and ids"},
    row{broker_errc::ineligible_replica, "INELIGIBLE_REPLICA",
        "the replica may not join the in-sync set"},
    row{broker_errc::new_leader_elected, "NEW_LEADER_ELECTED", "another leader was elected"},
    row{broker_errc::offset_moved_to_tiered_storage, "OFFSET_MOVED_TO_TIERED_STORAGE",
        "the offset was moved to tiered storage"},
    row{broker_errc::fenced_member_epoch, "FENCED_MEMBER_EPOCH", "the member epoch was fenced"},
    row{broker_errc::unreleased_instance_id, "UNRELEASED_INSTANCE_ID",
        "the instance id is still in use"},
    row{broker_errc::unsupported_assignor, "UNSUPPORTED_ASSIGNOR",
        "the group does not support this assignor"},
    row{broker_errc::stale_member_epoch, "STALE_MEMBER_EPOCH", "the member epoch is old"},
    row{broker_errc::mismatched_endpoint_type, "MISMATCHED_ENDPOINT_TYPE",
        "the request was sent to the wrong kind of endpoint"},
    row{broker_errc::unsupported_endpoint_type, "UNSUPPORTED_ENDPOINT_TYPE",
        "this kind of endpoint is not supported"},
    row{broker_errc::unknown_controller_id, "UNKNOWN_CONTROLLER_ID",
        "the controller id is not known"},
    row{broker_errc::unknown_subscription_id, "UNKNOWN_SUBSCRIPTION_ID",
        "the subscription id is not known"},
    row{broker_errc::telemetry_too_large, "TELEMETRY_TOO_LARGE", "the telemetry is too large"},
    row{broker_errc::invalid_registration, "INVALID_REGISTRATION",
        "the broker registration is not valid"},
    row{broker_errc::transaction_abortable, "TRANSACTION_ABORTABLE",
        "abort the transaction and go on"},
    row{broker_errc::invalid_record_state, "INVALID_RECORD_STATE",
        "the record's state forbids the acknowledgement"},
    row{broker_errc::share_session_not_found, "SHARE_SESSION_NOT_FOUND",
        "the share session does not exist"},
    row{broker_errc::invalid_share_session_epoch, "INVALID_SHARE_SESSION_EPOCH",
        "the share session's epoch is not the expected one"},
    row{broker_errc::fenced_state_epoch, "FENCED_STATE_EPOCH", "the state epoch was fenced"},
    row{broker_errc::invalid_voter_key, "INVALID_VOTER_KEY",
        "the voter key is not the one of the voter"},
    row{broker_errc::duplicate_voter, "DUPLICATE_VOTER", "the voter is in the set already"},
    row{broker_errc::voter_not_found, "VOTER_NOT_FOUND", "the voter is not in the set"},
    row{broker_errc::invalid_regular_expression, "INVALID_REGULAR_EXPRESSION",
        "the regular expression is not valid"},
    row{broker_errc::rebootstrap_required, "REBOOTSTRAP_REQUIRED",
        "the client must bootstrap again"},
    row{broker_errc::streams_invalid_topology, "STREAMS_INVALID_TOPOLOGY",
        "the topology is not valid"},
    row{broker_errc::streams_invalid_topology_epoch, "STREAMS_INVALID_TOPOLOGY_EPOCH",
        "the topology epoch is not valid"},
    row{broker_errc::streams_topology_fenced, "STREAMS_TOPOLOGY_FENCED",
        "the topology epoch was fenced"},
    row{broker_errc::share_session_limit_reached, "SHARE_SESSION_LIMIT_REACHED",
        "the share session limit is reached"},
};

constexpr std::array retriable{broker_errc::corrupt_message,
                               broker_errc::unknown_topic_or_partition,
                               broker_errc::leader_not_available,
                               broker_errc::not_leader_or_follower,
                               broker_errc::request_timed_out,
                               broker_errc::replica_not_available,
                               broker_errc::network_exception,
                               broker_errc::coordinator_load_in_progress,
                               broker_errc::coordinator_not_available,
                               broker_errc::not_coordinator,
                               broker_errc::not_enough_replicas,
                               broker_errc::not_enough_replicas_after_append,
                               broker_errc::not_controller,
                               broker_errc::concurrent_transactions,
                               broker_errc::kafka_storage_error,
                               broker_errc::fetch_session_id_not_found,
                               broker_errc::invalid_fetch_session_epoch,
                               broker_errc::listener_not_found,
                               broker_errc::fenced_leader_epoch,
                               broker_errc::unknown_leader_epoch,
                               broker_errc::offset_not_available,
                               broker_errc::preferred_leader_not_available,
                               broker_errc::eligible_leaders_not_available,
                               broker_errc::unstable_offset_commit,
                               broker_errc::throttling_quota_exceeded,
                               broker_errc::unknown_topic_id,
                               broker_errc::inconsistent_topic_id,
                               broker_errc::fetch_session_topic_id_error,
                               broker_errc::share_session_not_found,
                               broker_errc::invalid_share_session_epoch,
                               broker_errc::share_session_limit_reached};
constexpr std::array not_found{
    broker_errc::unknown_topic_or_partition, broker_errc::log_dir_not_found,
    broker_errc::delegation_token_not_found, broker_errc::group_id_not_found,
    broker_errc::resource_not_found,         broker_errc::snapshot_not_found,
    broker_errc::unknown_topic_id,           broker_errc::broker_id_not_registered,
    broker_errc::transactional_id_not_found, broker_errc::unknown_controller_id,
    broker_errc::unknown_subscription_id,    broker_errc::voter_not_found};
constexpr std::array unauthorized{
    broker_errc::topic_authorization_failed,   broker_errc::group_authorization_failed,
    broker_errc::cluster_authorization_failed, broker_errc::unsupported_sasl_mechanism,
    broker_errc::illegal_sasl_state,           broker_errc::transactional_id_authorization_failed,
    broker_errc::sasl_authentication_failed,   broker_errc::delegation_token_authorization_failed};

bool contains(std::span<const broker_errc> list, broker_errc e) {
    return std::ranges::find(list, e) != list.end();
}

const row* find(broker_errc e) {
    const auto* found = std::ranges::find(rows, e, &row::code);
    return found == rows.end() ? nullptr : found;
}

class category final : public std::error_category {
public:
    const char* name() const noexcept override { return "kafka broker"; }

    std::string message(int value) const override {
        const auto code = static_cast<broker_errc>(value);
        const auto* r = find(code);
        if (r == nullptr) return "unknown broker error " + std::to_string(value);
        return std::string(r->meaning) + " (" + std::string(r->name) + ")";
    }

    bool equivalent(int value, const std::error_condition& asked) const noexcept override {
        const auto code = static_cast<broker_errc>(value);
        if (asked == make_error_condition(condition::retriable)) return contains(retriable, code);
        if (asked == make_error_condition(condition::not_found)) return contains(not_found, code);
        if (asked == make_error_condition(condition::unauthorized))
            return contains(unauthorized, code);
        if (asked == make_error_condition(condition::timeout))
            return code == broker_errc::request_timed_out;
        if (asked == make_error_condition(condition::exists))
            return code == broker_errc::topic_already_exists ||
                   code == broker_errc::duplicate_resource;
        if (asked == make_error_condition(condition::fatal))
            return code == broker_errc::producer_fenced ||
                   code == broker_errc::invalid_producer_epoch;
        return std::error_category::equivalent(value, asked);
    }
};

} // namespace

const std::error_category& broker_category() noexcept {
    static const category instance;
    return instance;
}

std::error_code make_error_code(broker_errc e) noexcept {
    return {static_cast<int>(e), broker_category()};
}

std::string_view name_of(broker_errc e) noexcept {
    const auto* r = find(e);
    return r ? r->name : "UNKNOWN";
}

std::string_view meaning_of(broker_errc e) noexcept {
    const auto* r = find(e);
    return r ? r->meaning : "a number that this library does not know";
}

} // namespace kafka
