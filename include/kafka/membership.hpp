// The calls by which a member takes part in a group, one by one: for whoever writes a member of his
// own. kafka::reader and kafka::consumer_group do all of this by themselves.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace kafka {

/// Who somebody is in a group.
struct group_membership {
    std::string group = {};
    std::int32_t generation = -1;
    std::string member_id = {};
    std::optional<std::string> instance_id = {}; ///< of a static member
};

/// A way to share work out that a member knows, and what it tells the leader about itself.
struct group_protocol {
    std::string name = {}; ///< "range" say
    /// Bytes for the other members. Brokers read those of protocol type "consumer", too: it must be
    /// a subscription then, and Apache Kafka never answers when it is none.
    std::string metadata = {};
};

struct join_group_options {
    std::string group = {};
    /// Empty (default): a new member. The broker may answer broker_errc::member_id_required and the
    /// id with which to join again.
    std::string member_id = {};
    std::optional<std::string> instance_id = {};
    std::string protocol_type = "consumer";
    std::vector<group_protocol> protocols = {}; ///< at least one; the first is liked best
    /// Without a heartbeat for so long the member is thrown out. Default: 45 s.
    std::chrono::milliseconds session_timeout = std::chrono::seconds(45);
    /// How long the others are waited for. Default: 60 s.
    std::chrono::milliseconds rebalance_timeout = std::chrono::seconds(60);
    std::string reason = {}; ///< for the broker's log
};

struct joined_member {
    std::string id = {};
    std::optional<std::string> instance_id = {};
    std::string metadata = {}; ///< what it told about itself under the chosen protocol
};

struct joined_group {
    std::int32_t generation = -1;
    std::string member_id = {};
    std::string leader = {};                 ///< the member that shares the work out
    std::string protocol_name = {};          ///< the one that all members know
    std::vector<joined_member> members = {}; ///< for the leader only
    bool skip_assignment = false;            ///< the leader's answer would not be used
    std::error_code error = {};
};

struct member_assignment {
    std::string member_id = {};
    std::string assignment = {}; ///< bytes that only members read
};

struct sync_group_options {
    group_membership who = {};
    std::string protocol_type = "consumer";
    std::string protocol_name = {};
    std::vector<member_assignment> assignments = {}; ///< from the leader, for all members
};

struct synced_group {
    std::string assignment = {}; ///< what the leader gave to this member
    std::error_code error = {};
};

struct leaving_member {
    std::string member_id = {};
    std::optional<std::string> instance_id = {}; ///< alone enough for a static member
    std::string reason = {};
    std::error_code error = {}; ///< in results
};

} // namespace kafka
