#include "producer/verdict.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

namespace kafka::detail::producer {

judgement judge(std::int16_t error_code) {
    const auto error = static_cast<broker_errc>(error_code);
    switch (error) {
    case broker_errc::none:
    case broker_errc::duplicate_sequence_number:
        return {verdict::written};
    case broker_errc::out_of_order_sequence_number:
        return {verdict::out_of_order};
    case broker_errc::unknown_producer_id:
    case broker_errc::invalid_producer_epoch:
        return {verdict::forgotten};
    case broker_errc::message_too_large:
    case broker_errc::record_list_too_large:
        return {verdict::too_large};
    case broker_errc::request_timed_out: // the leader has it, and waits for the other replicas
    case broker_errc::not_enough_replicas_after_append:
        return {verdict::again, true};
    case broker_errc::unknown_topic_or_partition:
    case broker_errc::leader_not_available:
    case broker_errc::not_leader_or_follower:
    case broker_errc::replica_not_available:
    case broker_errc::kafka_storage_error:
    case broker_errc::fenced_leader_epoch:
    case broker_errc::unknown_leader_epoch:
    case broker_errc::unknown_topic_id:
    case broker_errc::inconsistent_topic_id:
        return {verdict::again_elsewhere};
    case broker_errc::corrupt_message: // damaged on the way
        return {verdict::again};
    default:
        return {make_error_code(error) == condition::retriable ? verdict::again : verdict::refused,
                error == broker_errc::unknown_server_error};
    }
}

} // namespace kafka::detail::producer
