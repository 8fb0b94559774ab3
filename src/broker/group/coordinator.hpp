// The coordinator of groups: who is a member, who leads, who reads what, and how far each group has
// read. It decides as Apache Kafka's does for the classic protocol; time and the log come from
// outside. Source: KIP-62, KIP-134, KIP-211, KIP-229, KIP-345, KIP-394, KIP-496, KIP-814.
#pragma once

#include "broker/group/records.hpp"
#include "protocol/heartbeat.hpp"
#include "protocol/leave_group.hpp"

#include <span>

namespace kafka::detail::broker {

struct group_settings {
    std::chrono::milliseconds initial_rebalance_delay{0};
    std::chrono::milliseconds min_session_timeout{6'000};
    std::chrono::milliseconds max_session_timeout{1'800'000};
    std::chrono::milliseconds offsets_retention{7 * 24 * 3'600'000LL};
    std::size_t max_size = 0x7fffffff;
};

/// What the coordinator needs of the world.
struct group_surroundings {
    const clock& time;
    group_journal& journal;
    /// What makes the id of a new member like no other.
    std::function<std::string()> new_id;
};

/// Who sent a request.
struct group_client {
    std::string_view id;
    std::string_view host; // as Kafka prints addresses: "/127.0.0.1"
    std::int16_t version = 0;
};

/// Who commits: a member of a generation, or, with -1 and "", somebody from outside.
struct committer {
    std::string_view member_id;
    std::optional<std::string_view> instance_id;
    std::int32_t generation = -1;
    std::int16_t version = 0; // of the request
};

class coordinator {
public:
    using after = std::function<void(broker_errc)>;

    coordinator(const group_settings& settings, group_surroundings world)
        : settings_(settings)
        , world_(std::move(world)) {}
    coordinator(const coordinator&) = delete;
    coordinator& operator=(const coordinator&) = delete;

    void join(const protocol::join_group_request& request, const group_client& by,
              join_answer answer);
    void sync(const protocol::sync_group_request& request, sync_answer answer);
    broker_errc heartbeat(const protocol::heartbeat_request& request);
    /// What becomes of each of the request's members, in its order.
    std::vector<broker_errc> leave(std::string_view group,
                                   std::span<const protocol::leave_group_request_member> members);

    /// `none`, or why this one may not commit. Makes the group when it is a simple one that is new.
    broker_errc may_commit(std::string_view group, const committer& by);
    /// After `may_commit`. `then` learns whether the offsets will survive; they are seen from then
    /// on.
    void commit(std::string_view group, std::vector<offset_commit_item> items, after then);

    void remove_group(std::string_view id, after then);
    /// `none`, or why nobody may forget offsets of this group.
    broker_errc may_forget_offsets(std::string_view group) const;
    struct topic_partition {
        std::string topic;
        std::int32_t partition = 0;
    };
    void forget_offsets(std::string_view group, std::vector<topic_partition> which, after then);
    /// The topic is gone, and so is what was committed for it.
    void forget_topic(std::string_view topic);
    /// What nobody has needed for `offsets_retention`, and groups of which nothing is left.
    void expire();

    /// Null when there is no such group.
    const group* find(std::string_view id) const;
    template <class F>
    void for_each(F&& f) const {
        for (const auto& [id, g] : groups_) f(*g);
    }

    std::optional<clock::monotonic> next_deadline() const { return timers_.next_deadline(); }
    void tick() { timers_.run_until(world_.time.now()); }

    /// Before the first request, from the log. They return the group, made when it is absent.
    group& restore(std::string_view id);
    void forget(std::string_view id);
    /// Everything was restored: sessions begin.
    void begin();
    /// Answers who waits, with this error. The groups and their members stay as the log has them.
    void stop(broker_errc why);
    /// The log is gone: there is no group any more.
    void abandon();

    std::size_t size() const { return groups_.size(); }
    std::size_t bytes() const { return bytes_; }

private:
    struct joining; // one JoinGroup on its way

    // Joining.
    broker_errc why_not_join(const protocol::join_group_request& request) const;
    group_pointer group_for(const protocol::join_group_request& request);
    bool has_room(const group& g, std::string_view member) const;
    void join_as_new(const group_pointer& g, joining& j);
    void give_id(const group_pointer& g, joining& j, std::string id);
    void add_member(const group_pointer& g, joining& j, std::string id);
    void replace_static(const group_pointer& g, joining& j, std::string old_id, std::string new_id);
    void keep_generation(const group_pointer& g, const group_member& m, const joining& j,
                         std::string leader_before);
    void join_again(const group_pointer& g, joining& j);
    void rejoin(const group_pointer& g, group_member& m, joining& j);
    void take_join(const group_pointer& g, group_member& m, joining& j);

    // Rebalancing.
    void prepare_or_complete(const group_pointer& g);
    void prepare(const group_pointer& g);
    void begin_initial_delay(const group_pointer& g);
    void wait_longer(const group_pointer& g, std::chrono::milliseconds delay,
                     std::chrono::milliseconds left);
    void maybe_complete_join(const group_pointer& g);
    void complete_join(const group_pointer& g);
    void drop_absent(const group_pointer& g);
    void tell_generation(const group_pointer& g);
    void await_syncs(const group_pointer& g);
    void expire_syncs(const group_pointer& g, std::int32_t generation);
    void write_empty(const group_pointer& g);
    /// Writes the group as it is, with these assignments.
    void write(const group_pointer& g, const assignment_of& assigned, after then);

    // Synchronizing.
    broker_errc why_not_sync(const group& g, const protocol::sync_group_request& request) const;
    void take_assignments(const group_pointer& g, const protocol::sync_group_request& request);
    void propagate(const group_pointer& g, broker_errc error);
    void came_for_assignment(const group_pointer& g, group_member& m);

    // Sessions.
    void heard_of(const group_pointer& g, group_member& m);
    void heard_of(const group_pointer& g, group_member& m, std::chrono::milliseconds session);
    void watch(const group_pointer& g, group_member& m, clock::monotonic when);
    void look_at(const group_pointer& g, const std::string& member);
    void expire_pending(const group_pointer& g, const std::string& member);
    void remove_member(const group_pointer& g, std::string_view id);
    void forget_pending(const group_pointer& g, std::string_view id);
    broker_errc leave_one(const group_pointer& g, const protocol::leave_group_request_member& m);

    // Groups.
    group_pointer find_group(std::string_view id) const;
    group_pointer make_group(std::string_view id);
    void drop_group(const group_pointer& g, after then);
    bool expire_offsets(const group_pointer& g);
    void forget_entries(const group_pointer& g, std::vector<topic_partition> which, after then);
    void schedule(waiting::ticket& timer, std::chrono::milliseconds wait,
                  std::function<void()> what);
    void cancel(waiting::ticket& timer);
    void cancel_all(const group_pointer& g);
    /// Counts what the group takes now.
    void settle(const group_pointer& g);
    std::int64_t wall() const { return world_.time.wall().time_since_epoch().count(); }

    group_settings settings_;
    group_surroundings world_;
    waiting timers_;
    std::map<std::string, group_pointer, std::less<>> groups_;
    std::size_t bytes_ = 0;
};

/// A failure to write to `__consumer_offsets`, as members and committers are told of it.
broker_errc told_to_member(broker_errc error);
broker_errc told_to_committer(broker_errc error);

} // namespace kafka::detail::broker
