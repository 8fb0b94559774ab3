// A reader in a group whose coordinator does what a test tells it to.
#include "consumer/member_bytes.hpp"
#include "protocol/find_coordinator.hpp"
#include "protocol/heartbeat.hpp"
#include "protocol/join_group.hpp"
#include "protocol/leave_group.hpp"
#include "protocol/offset_commit.hpp"
#include "protocol/offset_fetch.hpp"
#include "protocol/sync_group.hpp"
#include "support/scripted_broker.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/reader.hpp>

#include <gtest/gtest.h>

#include <deque>

using namespace std::chrono_literals;
using namespace kafka::testing;
using kafka::broker_errc;
using kafka::detail::protocol::api_key;

namespace {

constexpr std::int16_t number(broker_errc e) { return static_cast<std::int16_t>(e); }

/// Leads topic "t" and coordinates every group; gives its only member partition 0 of "t", unless
/// it is told to do something else first.
class strange_coordinator {
public:
    strange_coordinator() {
        broker.lead({{"t", 1}});
        serve<protocol::find_coordinator_request, protocol::join_group_request,
              protocol::sync_group_request, protocol::heartbeat_request,
              protocol::leave_group_request, protocol::offset_fetch_request,
              protocol::offset_commit_request>();
        find(1);
        broker.on(api_key::join_group, [this](const scripted_request& r) -> scripted_reply {
            protocol::join_group_response out{.error_code = next(joins),
                                              .generation_id = ++generation_,
                                              .protocol_name = "cooperative-sticky",
                                              .leader = "somebody else",
                                              .member_id = "me"};
            return {r.answer<protocol::join_group_request>(out)};
        });
        broker.on(api_key::sync_group, [this](const scripted_request& r) -> scripted_reply {
            protocol::sync_group_response out{.error_code = next(syncs), .assignment = assignment};
            return {r.answer<protocol::sync_group_request>(out)};
        });
        broker.on(api_key::heartbeat, [this](const scripted_request& r) -> scripted_reply {
            return {r.answer<protocol::heartbeat_request>({.error_code = next(beats)})};
        });
        broker.on(api_key::leave_group, [](const scripted_request& r) -> scripted_reply {
            return {r.answer<protocol::leave_group_request>({})};
        });
        broker.on(api_key::offset_fetch, [this](const scripted_request& r) -> scripted_reply {
            protocol::offset_fetch_response out;
            auto& group = out.groups.emplace_back();
            group.group_id = "g";
            group.error_code = next(offsets);
            group.topics.push_back(
                {.name = "t", .partitions = {{.partition_index = 0, .committed_offset = 5}}});
            return {r.answer<protocol::offset_fetch_request>(out)};
        });
        broker.on(api_key::offset_commit, [this](const scripted_request& r) -> scripted_reply {
            protocol::offset_commit_response out;
            out.topics.push_back(
                {.name = "t", .partitions = {{.partition_index = 0, .error_code = next(commits)}}});
            return {r.answer<protocol::offset_commit_request>(out)};
        });
    }
    void find(std::int32_t node) {
        broker.on(api_key::find_coordinator, [node](const scripted_request& r) -> scripted_reply {
            protocol::find_coordinator_response out;
            out.coordinators.push_back({.key = "g", .node_id = node});
            return {r.answer<protocol::find_coordinator_request>(out)};
        });
    }
    kafka::reader read(kafka::reader_options options = {}) {
        options.brokers = {broker.address()};
        options.topic = "t";
        options.group_id = "g";
        options.heartbeat_interval = 10ms;
        options.backoff_min = 2ms;
        options.backoff_max = 10ms;
        return kafka::reader(std::move(options));
    }

    // Errors to answer with, one after another, and nothing when there are no more.
    std::deque<broker_errc> joins, syncs, beats, offsets, commits;
    std::vector<std::byte> assignment = kafka::detail::consumer::write_assignment({{"t", 0}});

private:
    template <class... Api>
    void serve() {
        (broker.serves(Api::key, Api::valid), ...);
    }
    std::int16_t next(std::deque<broker_errc>& from) {
        std::lock_guard lock(mutex_);
        if (from.empty()) return 0;
        const auto out = from.front();
        if (from.size() > 1 || out != broker_errc::unknown_server_error) from.pop_front();
        return number(out);
    }

    std::mutex mutex_;
    std::int32_t generation_ = 0;

public:
    scripted_broker broker; // ends first: its threads use the others
};

std::string error_of_next(kafka::reader& reader, std::chrono::milliseconds patience = 20s) {
    try {
        reader.fetch_message(kafka::context::after(patience));
    } catch (const kafka::error& e) {
        return e.what();
    }
    return {};
}

/// Until the reader has its partition and knows where it is.
bool settles(kafka::reader& reader) {
    const auto until = std::chrono::steady_clock::now() + 20s;
    while (std::chrono::steady_clock::now() < until) {
        error_of_next(reader, 1ms);
        const auto all = reader.positions();
        if (all.size() == 1 && all[0].offset == 5) return true;
    }
    return false;
}

} // namespace

TEST(a_strange_coordinator, that_loads_moves_and_rebalances_is_joined_in_the_end) {
    strange_coordinator c;
    c.joins = {broker_errc::coordinator_load_in_progress, broker_errc::not_coordinator,
               broker_errc::member_id_required, broker_errc::unknown_member_id};
    c.syncs = {broker_errc::rebalance_in_progress, broker_errc::illegal_generation};
    c.offsets = {broker_errc::unstable_offset_commit, broker_errc::coordinator_load_in_progress};
    auto reader = c.read();
    EXPECT_TRUE(settles(reader));
    EXPECT_GE(c.broker.count(api_key::find_coordinator), 2);
}

TEST(a_strange_coordinator, that_forgets_its_members_is_joined_again) {
    strange_coordinator c;
    c.beats = {broker_errc::none, broker_errc::unknown_member_id, broker_errc::none,
               broker_errc::illegal_generation, broker_errc::rebalance_in_progress};
    auto reader = c.read();
    EXPECT_TRUE(settles(reader));
    EXPECT_TRUE(c.broker.wait_for(api_key::join_group, 4));
    EXPECT_TRUE(settles(reader));
}

TEST(a_strange_coordinator, that_refuses_for_good_is_told_of) {
    strange_coordinator c;
    c.joins = {broker_errc::group_authorization_failed, broker_errc::group_max_size_reached};
    auto reader = c.read();
    EXPECT_NE(error_of_next(reader).find("\"g\""), std::string::npos);
    EXPECT_NE(error_of_next(reader).find("\"g\""), std::string::npos);
    EXPECT_TRUE(settles(reader));
}

TEST(a_strange_coordinator, that_never_knows_its_member_is_not_asked_in_a_tight_loop) {
    strange_coordinator c;
    c.joins.assign(10'000, broker_errc::unknown_member_id);
    auto reader = c.read();
    error_of_next(reader, 200ms);
    EXPECT_LT(c.broker.count(api_key::join_group), 1'000);
}

TEST(a_strange_coordinator, whose_assignment_cannot_be_read_is_told_of) {
    strange_coordinator c;
    c.assignment.assign(5, std::byte{0x7f});
    auto reader = c.read();
    EXPECT_NE(error_of_next(reader).find("assignment"), std::string::npos);
    EXPECT_TRUE(reader.positions().empty());
}

TEST(a_strange_coordinator, that_gives_what_does_not_exist_does_not_stop_the_rest) {
    strange_coordinator c;
    c.assignment =
        kafka::detail::consumer::write_assignment({{"absent", 3}, {"t", 0}, {"t", 2'000'000'000}});
    auto reader = c.read();
    EXPECT_TRUE(settles(reader)) << "partitions without an answer are asked about again";
}

TEST(a_strange_coordinator, on_a_node_that_nobody_knows_is_named_at_the_deadline) {
    strange_coordinator c;
    c.find(99);
    auto reader = c.read();
    EXPECT_NE(error_of_next(reader, 300ms).find("99"), std::string::npos);
}

TEST(a_strange_coordinator, that_refuses_a_commit_for_a_while_gets_it_again) {
    strange_coordinator c;
    c.commits = {broker_errc::rebalance_in_progress, broker_errc::coordinator_load_in_progress};
    auto reader = c.read();
    ASSERT_TRUE(settles(reader));
    reader.commit_offset(kafka::context::after(20s), {"t", 0}, 9);
    EXPECT_GE(c.broker.count(api_key::offset_commit), 3);
}

TEST(a_strange_coordinator, that_refuses_a_commit_for_good_is_told_of) {
    strange_coordinator c;
    c.commits = {broker_errc::offset_metadata_too_large};
    auto reader = c.read();
    ASSERT_TRUE(settles(reader));
    try {
        reader.commit_offset(kafka::context::after(20s), {"t", 0}, 9, "too long");
        FAIL() << "it was refused";
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), broker_errc::offset_metadata_too_large) << e.what();
    }
}

TEST(a_strange_coordinator, that_hangs_up_on_every_beat_loses_nothing) {
    strange_coordinator c;
    auto reader = c.read();
    ASSERT_TRUE(settles(reader));
    c.broker.hang_up_all();
    const auto beats = c.broker.count(api_key::heartbeat);
    EXPECT_TRUE(c.broker.wait_for(api_key::heartbeat, beats + 2));
    EXPECT_EQ(reader.positions().size(), 1u) << "it is still the member that it was";
}

TEST(a_strange_coordinator, that_moves_while_a_reader_closes_still_gets_its_last_commit) {
    strange_coordinator c;
    auto reader = c.read({.commit_interval = 1h});
    ASSERT_TRUE(settles(reader));
    kafka::message done;
    done.topic = "t";
    done.offset = 8;
    reader.commit_messages(kafka::context::after(20s), done); // only noted
    c.commits = {broker_errc::not_coordinator, broker_errc::coordinator_load_in_progress};
    reader.close(kafka::context::after(20s));
    EXPECT_EQ(c.broker.count(api_key::offset_commit), 3);
    EXPECT_EQ(c.broker.count(api_key::find_coordinator), 2);
    EXPECT_EQ(c.broker.count(api_key::leave_group), 1);
}

TEST(a_strange_coordinator, that_refuses_the_last_commit_does_not_hold_up_the_close) {
    strange_coordinator c;
    auto reader = c.read({.commit_interval = 1h});
    ASSERT_TRUE(settles(reader));
    kafka::message done;
    done.topic = "t";
    done.offset = 8;
    reader.commit_messages(kafka::context::after(20s), done);
    c.commits = {broker_errc::unknown_topic_or_partition, broker_errc::none};
    reader.close(kafka::context::after(20s));
    EXPECT_EQ(c.broker.count(api_key::offset_commit), 1) << "the topic is gone: in vain";
    EXPECT_EQ(c.broker.count(api_key::leave_group), 1);
}

TEST(a_broker, that_knows_no_groups_is_told_of_before_the_deadline) {
    strange_coordinator c;
    c.broker.serves(api_key::find_coordinator, {1000, 1000});
    auto reader = c.read();
    try {
        reader.fetch_message({}); // without a deadline: the call ends because it is told
        FAIL() << "there is no coordinator";
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::unsupported_version) << e.what();
        EXPECT_NE(std::string(e.what()).find("FindCoordinator"), std::string::npos) << e.what();
    }
}

TEST(a_broker, that_cannot_be_joined_is_told_of_before_the_deadline) {
    strange_coordinator c;
    c.broker.serves(api_key::join_group, {1000, 1000});
    auto reader = c.read();
    try {
        reader.fetch_message({});
        FAIL() << "nobody can join";
    } catch (const kafka::error& e) {
        EXPECT_NE(std::string(e.what()).find("JoinGroup"), std::string::npos) << e.what();
    }
}
