// What can go wrong with a log or a data directory, beyond what the operating system reports.
#pragma once

#include <string>
#include <system_error>

namespace kafka::detail::storage {

enum class errc {
    ok = 0,
    offset_out_of_range,     // before the log's start or after its end
    corrupt,                 // the bytes in a file are not what its format says
    damaged,                 // corrupt below the durable point: nothing may be dropped silently
    old_format,              // message format 0 or 1, which this broker does not read from disk
    newer_format,            // written by a later version than this one understands
    in_use,                  // another process owns the data directory
    not_a_data_directory,    // something is there, but not what a broker left
    poisoned,                // a sync failed: what is on the disk is unknown until a restart
    batch_too_large,         // larger than a whole segment
    out_of_order_sequence,   // a producer's sequence number does not follow its last one
    invalid_producer_epoch,  // the producer was replaced by a later incarnation
    wrong_transaction_state, // not allowed while the producer has a transaction open (or none)
};

const std::error_category& storage_category() noexcept;
std::error_code make_error_code(errc e) noexcept;

/// An error with the words that an operator needs: what happened, to what, what to do.
struct failure {
    std::error_code code;
    std::string text;
};

/// True when the disk (or the user's quota on it) is full: the condition may pass by itself.
bool is_disk_full(std::error_code e);

} // namespace kafka::detail::storage

template <>
struct std::is_error_code_enum<kafka::detail::storage::errc> : std::true_type {};
