// A coordinator of groups, a clock that only tests move, and a log in memory.
#pragma once

#include "broker/group/coordinator.hpp"
#include "support/broker_in_memory.hpp"

#include <deque>

namespace kafka::testing {

class group_log final : public detail::broker::group_journal {
public:
    void append(std::string_view group, const detail::broker::stored_records& records,
                after then) override;
    /// Lets go of the callbacks that were held back.
    void release();

    detail::broker::stored_records kept;
    bool holds = false; // callbacks come with `release`
    broker_errc fails_with = broker_errc::none;

private:
    std::deque<after> held_;
};

/// What became of a JoinGroup.
struct joined {
    bool waits = true;
    broker_errc error = broker_errc::none;
    std::int32_t generation = -1;
    std::string member_id;
    std::string leader;
    std::string protocol;
    bool skip_assignment = false;
    std::vector<std::string> members; // told to the leader

    bool leads() const { return !waits && leader == member_id; }
};

struct synced {
    bool waits = true;
    broker_errc error = broker_errc::none;
    std::string assignment;
};

/// What a member says when it joins.
struct joins {
    std::string id = "";
    std::optional<std::string> instance = std::nullopt;
    std::vector<std::pair<std::string, std::string>> protocols = {{"range", ""}};
    std::int32_t session_ms = 10'000;
    std::int32_t rebalance_ms = 60'000;
    std::int16_t version = 9;
    std::string type = "consumer";
};

class group_world {
public:
    explicit group_world(detail::broker::group_settings settings = {});

    manual_clock time;
    group_log log;
    std::unique_ptr<detail::broker::coordinator> groups;

    std::shared_ptr<joined> join(const joins& how, const std::string& group = "g");
    /// As a client does: with the id that it is given.
    std::shared_ptr<joined> join_with_id(joins how = {}, const std::string& group = "g");
    std::shared_ptr<synced> sync(const joined& as,
                                 std::vector<std::pair<std::string, std::string>> shares = {},
                                 const std::string& group = "g");
    broker_errc heartbeat(const joined& as, const std::string& group = "g");
    broker_errc leave(const std::string& member, const std::string& group = "g");
    broker_errc leave_by_instance(const std::string& instance, const std::string& group = "g");
    /// Says what the answer to the commit was, or, while it waits, nothing.
    std::shared_ptr<std::optional<broker_errc>> commit(const joined& as, std::int64_t offset,
                                                       const std::string& topic = "t",
                                                       const std::string& group = "g");
    /// -1: nothing is committed.
    std::int64_t committed(const std::string& topic = "t", const std::string& group = "g");
    std::string state(const std::string& group = "g");

    /// Time passes from deadline to deadline.
    void pass(std::chrono::milliseconds by);
    /// Another coordinator, which knows what the log has.
    void restart();

private:
    void make();

    detail::broker::group_settings settings_;
    int ids_ = 0;
};

} // namespace kafka::testing
