// What can go wrong in this library itself, the questions one may ask of any error, and the
// exception that blocking calls throw. Kafka's own error numbers are in kafka/broker_errc.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace kafka {

/// Failures that the library finds itself, without a broker having said so.
enum class errc {
    ok = 0,
    timed_out,           ///< the context's deadline or a delivery timeout passed
    cancelled,           ///< stop was requested
    closed,              ///< the object was closed
    would_deadlock,      ///< a blocking call on one of the library's own threads
    forked,              ///< the object was made before fork()
    no_brokers,          ///< none of the bootstrap addresses could be reached
    connection_lost,     ///< the connection ended while a request was under way
    connection_refused,  ///< nobody listens at the address
    cannot_resolve,      ///< the host name has no address
    bad_response,        ///< the bytes that came back are not what this request is answered with
    not_kafka,           ///< the peer speaks another protocol (TLS or HTTP, for example)
    unsupported_version, ///< the broker serves no version of this API that we speak
    queue_full,          ///< try_post: the memory budget is used up
    message_too_large,   ///< the record cannot fit a batch
    invalid_option,      ///< an option's value makes no sense
    invalid_argument,    ///< an argument's value makes no sense
    offset_out_of_range, ///< the position is before the log's start or after its end
    corrupt_batch,       ///< a batch whose checksum or structure is wrong
    unsupported_codec,   ///< a codec that this build has not
    topic_deleted,       ///< the topic vanished or was replaced by another of the same name
    fatal_producer,      ///< the producer can no longer promise order; close it
    partition_lost,      ///< the partition is another group member's now; nothing was committed
    generation_ended,    ///< the group has shared its partitions out anew
    tls_failed,          ///< no TLS with this peer: its certificate, ours, or the protocol
    unusable_directory,  ///< the embedded broker cannot work with its data directory
};

/// Questions to ask of any error of this library: `if (ec == kafka::condition::retriable)`.
enum class condition {
    retriable = 1, ///< the same call may succeed later without anything being changed
    fatal,         ///< the object that reported it is of no further use
    timeout,       ///< time ran out (ours or a broker's)
    not_found,     ///< a topic, partition or group that does not exist
    exists,        ///< it is there already
    unauthorized,  ///< authentication or authorisation failed
};

const std::error_category& client_category() noexcept;
std::error_code make_error_code(errc e) noexcept;
std::error_condition make_error_condition(condition c) noexcept;

/// Thrown by blocking calls and constructors. `what()` says what failed, to what, and why (the
/// code's message), then the causes that led to it, oldest last; `causes()` has them one by one.
class error : public std::system_error {
public:
    error(std::error_code code, const std::string& what, std::vector<std::string> causes = {});

    const char* what() const noexcept override { return text_->c_str(); }
    const std::vector<std::string>& causes() const noexcept { return causes_; }

private:
    std::vector<std::string> causes_;
    std::shared_ptr<const std::string> text_; // shared, so that copying cannot fail
};

} // namespace kafka

template <>
struct std::is_error_code_enum<kafka::errc> : std::true_type {};
template <>
struct std::is_error_condition_enum<kafka::condition> : std::true_type {};
