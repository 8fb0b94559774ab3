// One group of the classic protocol: its members, its generation and its state. What happens when
// is the coordinator's business.
#pragma once

#include "broker/group/member.hpp"
#include "broker/group/offsets.hpp"
#include "broker/group/subscription.hpp"

#include <kafka/broker_errc.hpp>

#include <map>
#include <memory>
#include <set>
#include <unordered_map>

namespace kafka::detail::broker {

enum class group_state { empty, preparing_rebalance, completing_rebalance, stable, dead };

/// Kafka's names, as DescribeGroups tells them.
std::string_view to_string(group_state s);

class group {
public:
    using members = std::vector<std::unique_ptr<group_member>>; // in the order of joining

    group(std::string id, std::int64_t wall_ms) : id_(std::move(id)), state_since_(wall_ms) {}

    const std::string& id() const { return id_; }
    group_state state() const { return state_; }
    group_state previous_state() const { return previous_; }
    bool is(group_state s) const { return state_ == s; }
    void enter(group_state next, std::int64_t wall_ms);
    /// When the state began, on the wall clock; -1: the log does not tell.
    std::int64_t state_since() const { return state_since_; }

    std::int32_t generation() const { return generation_; }
    const std::optional<std::string>& protocol_type() const { return protocol_type_; }
    const std::optional<std::string>& protocol() const { return protocol_; }
    const std::optional<std::string>& leader() const { return leader_; }
    bool is_leader(std::string_view member) const { return leader_ && *leader_ == member; }

    const members& all() const { return members_; }
    std::size_t size() const { return members_.size(); }
    /// Null when there is no such member.
    group_member* find(std::string_view id) const;
    /// The id of the static member; null when there is none.
    const std::string* static_member(std::string_view instance_id) const;

    group_member& add(std::unique_ptr<group_member> m, std::string_view protocol_type);
    void remove(std::string_view id);
    /// The same static member under a new id, at the same place.
    group_member& rename(std::string_view old_id, std::string new_id);
    void update(group_member& m, member_protocols protocols,
                std::chrono::milliseconds rebalance_timeout,
                std::chrono::milliseconds session_timeout);
    void assign(group_member& m, std::vector<std::byte> assignment);

    /// Ids that were given away and have not come back. Source: KIP-394.
    std::map<std::string, waiting::ticket, std::less<>>& pending() { return pending_; }
    const std::map<std::string, waiting::ticket, std::less<>>& pending() const { return pending_; }

    bool supports(std::string_view type, const member_protocols& protocols) const;
    /// The protocol that most members like best, among those that all of them know. The group has
    /// members.
    std::string vote() const;
    bool can_rebalance() const;
    std::size_t joined() const;
    bool has_all_joined() const { return joined() == size() && pending_.empty(); }
    bool owes_syncs() const;
    std::chrono::milliseconds rebalance_timeout() const;
    /// False when no member has joined, so that nobody can lead.
    bool elect_leader();
    /// Counts on, chooses the protocol, and enters `completing_rebalance`, or `empty` without
    /// members.
    void begin_generation(std::int64_t wall_ms);

    /// `none`, or why the one who calls himself so is not a member.
    broker_errc why_not_member(std::string_view id,
                               const std::optional<std::string_view>& instance_id) const;
    /// As the log has it.
    void restore(std::int32_t generation, std::string_view protocol_type,
                 std::optional<std::string_view> protocol, std::optional<std::string_view> leader,
                 std::int64_t state_since, members loaded);

    /// Whether its members share topics; the others' metadata means nothing to a broker.
    bool is_of_consumers() const { return protocol_type_ == consumer_protocol; }
    /// True also when it cannot be known.
    bool is_subscribed_to(std::string_view topic) const;
    bool knows_subscription() const { return subscribed_.has_value(); }

    group_offsets offsets;
    /// Keys of records that say that this is a group of the newer protocol, which is not served
    /// here. Apache Kafka does not take a group that is of both. The last ones are first, because a
    /// group's members must be gone before the group.
    std::set<std::vector<std::byte>, std::greater<>> foreign_keys;
    waiting::ticket join_timer = 0;
    waiting::ticket sync_timer = 0;
    bool grew = false; // while the first rebalance waits for more members
    /// About what it takes in memory.
    std::size_t bytes() const;
    std::size_t charged = 0; // what the coordinator has counted

private:
    std::optional<topic_names> read_subscriptions() const;
    void count(const group_member& m, int by);

    std::string id_;
    group_state state_ = group_state::empty;
    group_state previous_ = group_state::dead;
    std::int64_t state_since_ = -1;
    std::int32_t generation_ = 0;
    std::optional<std::string> protocol_type_;
    std::optional<std::string> protocol_;
    std::optional<std::string> leader_;
    members members_;
    std::unordered_map<std::string_view, group_member*> by_id_;  // views the members' own ids
    std::map<std::string, std::string, std::less<>> static_ids_; // by instance id
    std::map<std::string, waiting::ticket, std::less<>> pending_;
    std::map<std::string, std::size_t, std::less<>> known_by_; // how many members know a protocol
    std::optional<topic_names> subscribed_;
    std::size_t member_bytes_ = 0;
};

using group_pointer = std::shared_ptr<group>;

} // namespace kafka::detail::broker
