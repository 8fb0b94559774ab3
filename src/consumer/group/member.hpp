// A member of a consumer group: what it does next, and what follows from the coordinator's answers.
#pragma once

#include "cluster/outcome.hpp"
#include "consumer/group/membership.hpp"
#include "protocol/heartbeat.hpp"
#include "protocol/join_group.hpp"
#include "protocol/sync_group.hpp"

#include <kafka/group_balancer.hpp>

#include <chrono>
#include <optional>
#include <set>

namespace kafka::detail::consumer::group {

using time_point = std::chrono::steady_clock::time_point;

struct member_options {
    std::string group_id = {};
    std::optional<std::string> instance_id = {};
    std::string rack = {};
    std::chrono::milliseconds heartbeat_interval = std::chrono::milliseconds(400);
    std::chrono::milliseconds session_timeout = std::chrono::seconds(45);
    std::chrono::milliseconds rebalance_timeout = std::chrono::minutes(1);
    std::vector<group_balancer_pointer> balancers = {}; // those that are preferred first
};

/// What a member is to do now.
enum class task {
    find_coordinator,
    give_up,   // stop reading the partitions of `to_give_up`
    join,      // long: until the other members are there
    sync,      // the leader shares the partitions out first
    take_over, // find where to read the partitions of `gained` from
    heartbeat,
    rest, // until `wake_at`, or until somebody has called something else
};

/// Partitions that are not ours any more.
struct handover {
    std::set<topic_partition> partitions = {};
    bool lost = false; // they may be somebody else's already: nothing can be committed
};

/// What follows from an answer besides the next task.
struct judgement {
    bool slow = false;                         // pause before the next task
    std::optional<cluster::failure> tell = {}; // the application should know
};

/// The classic protocol, eager and cooperative. Source: KIP-62, KIP-345, KIP-394, KIP-429. Not
/// thread-safe; the time is an argument.
class member {
public:
    explicit member(member_options options);

    task next(time_point now) const;
    time_point wake_at() const;

    /// What it wants to read. The first call lets it join, a change makes it join again.
    void subscribe(std::vector<std::string> topics);
    /// The topics look different from what was shared out: the group must share anew.
    void topics_changed();

    std::int32_t coordinator() const { return coordinator_; }
    void found(std::int32_t node) { coordinator_ = node; }
    /// It is not where it was, or cannot be reached.
    void coordinator_lost() { coordinator_ = -1; }

    const handover& to_give_up() const { return to_give_up_; }
    void gave_up();

    /// Views what `keeps` holds, which is refilled.
    protocol::join_group_request join_request(kept_subscriptions& keeps);
    judgement joined(const protocol::join_group_response& answer);
    /// The leader's next step is to share out what these want.
    bool is_leader() const { return is_leader_; }
    bool must_share_out() const { return is_leader_ && !skip_assignment_; }
    const std::vector<group_member>& members() const { return members_; }
    const group_balancer* balancer() const;
    protocol::sync_group_request sync_request(const std::vector<written_assignment>& shares) const;
    judgement synced(const protocol::sync_group_response& answer, time_point now);
    /// The balancer has thrown, or the assignment cannot be read: out and in again.
    void start_over();

    const std::set<topic_partition>& gained() const { return gained_; }
    void took_over(const std::set<topic_partition>& partitions);
    void take_over_failed(time_point try_again);

    protocol::heartbeat_request heartbeat_request() const;
    judgement heart_beat(const protocol::heartbeat_response& answer, time_point now);
    /// A commit was answered like this. What it means is looked at by `next`'s caller between two
    /// tasks, since a request of ours may be under way.
    void commit_refused(std::error_code why, std::int32_t in_generation);
    judgement after_commits();
    /// There is no use in committing for this generation any more.
    bool is_commit_refused() const {
        return commit_refused_ && commit_refused_->second == self_.generation;
    }

    const membership& now_member() const { return self_; }
    const std::set<topic_partition>& owned() const { return owned_; }
    bool is_stable() const { return phase_ == phase::stable; }
    /// Stable, and nothing more to be done about it.
    bool is_settled() const {
        return is_stable() && !rejoin_wanted_ && gained_.empty() && to_give_up_.partitions.empty();
    }
    /// Somebody else is the instance now: there is nothing left to do.
    bool is_fenced() const { return fenced_.has_value(); }
    const cluster::failure& fenced() const { return *fenced_; }
    const member_options& options() const { return options_; }

private:
    enum class phase { outside, joined, stable };

    judgement not_joined(const protocol::join_group_response& answer);
    judgement refused(std::error_code why, const char* by);
    void rejoin();
    void lose_everything();
    void take_assignment(std::vector<topic_partition> assigned, time_point now);

    member_options options_;
    bool eager_ = false;
    membership self_;
    std::vector<std::string> topics_;
    std::vector<std::string> joined_with_; // the topics of the last request to join
    bool subscribed_ = false;
    std::int32_t coordinator_ = -1;
    phase phase_ = phase::outside;
    bool rejoin_wanted_ = false; // while stable
    bool is_leader_ = false;
    bool skip_assignment_ = false;
    std::vector<group_member> members_; // while leader
    std::string protocol_;
    std::set<topic_partition> owned_;
    std::set<topic_partition> gained_; // of those, the ones that are not read yet
    handover to_give_up_;
    group_claim claim_;
    time_point next_beat_ = {};
    std::chrono::milliseconds beat_pause_ = {};
    time_point next_take_over_ = {};
    std::optional<std::pair<std::error_code, std::int32_t>> commit_refused_; // and the generation
    std::optional<cluster::failure> fenced_;
};

} // namespace kafka::detail::consumer::group
