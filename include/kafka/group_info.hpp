// Consumer groups, seen from outside: who is in them and how far they have read.
#pragma once

#include <kafka/offset.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace kafka {

/// A group as a broker lists it.
struct group_listing {
    std::string id = {};
    std::string protocol_type = {}; ///< "consumer" for groups that read topics
    std::string state = {};         ///< Kafka's word, "Stable" say; empty: the broker is too old
    std::string type = {};          ///< "classic" or "consumer"; empty: the broker is too old
};

struct group_member_info {
    std::string id = {};
    std::optional<std::string> instance_id = {}; ///< of a static member
    std::string client_id = {};
    std::string client_host = {}; ///< as the broker writes it: "/127.0.0.1"
    /// Sorted. Empty while the group rebalances.
    std::vector<topic_partition> partitions = {};
};

/// A group in full.
struct group_info {
    std::string id = {};
    std::string state = {}; ///< Empty, Stable, PreparingRebalance, CompletingRebalance
    std::string protocol_type = {};
    std::string balancer = {};     ///< the protocol name that its members agreed on: "range"
    std::int32_t coordinator = -1; ///< the node that looks after it
    std::vector<group_member_info> members = {}; ///< by id
    /// broker_errc::group_id_not_found for one that does not exist.
    std::error_code error = {};
    std::string detail = {};
};

/// Where a group goes on reading in a partition.
struct committed_offset {
    topic_partition partition = {};
    std::int64_t offset = -1; ///< of the next record to read
    std::int32_t leader_epoch = -1;
    std::string metadata = {}; ///< whatever the reader wanted to note beside it
    std::error_code error = {};
};

struct group_offsets {
    std::string group = {};
    std::vector<committed_offset> offsets = {}; ///< by partition; those that have one
    std::error_code error = {};
};

/// The outcome for one group of a call on many.
struct group_result {
    std::string group = {};
    std::error_code error = {};
};

} // namespace kafka
