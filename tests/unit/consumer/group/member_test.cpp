#include "support/driven_member.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

using namespace kafka::testing;
using kafka::broker_errc;
using kafka::topic_partition;

TEST(a_member, rests_until_it_knows_what_to_read_and_then_finds_its_coordinator) {
    member m(options_with(kafka::range_group_balancer()));
    EXPECT_EQ(m.next(start), task::rest);
    m.subscribe({"t"});
    EXPECT_EQ(m.next(start), task::find_coordinator);
    m.found(3);
    EXPECT_EQ(m.next(start), task::join);
}

TEST(a_member, joins_again_at_once_with_the_id_that_it_is_given) {
    driven_member d;
    EXPECT_EQ(d.m.join_request(d.keeps).member_id, "");
    const auto verdict = d.join_refused(broker_errc::member_id_required, "me-1");
    EXPECT_FALSE(verdict.slow);
    EXPECT_EQ(d.next(), task::join);
    EXPECT_EQ(d.m.join_request(d.keeps).member_id, "me-1");
    EXPECT_TRUE(d.join_refused(broker_errc::member_id_required, "me-2").slow)
        << "a coordinator that never has enough is not asked in a loop";
}

TEST(a_member, tells_its_times_and_what_it_wants_to_read) {
    driven_member d;
    const auto q = d.m.join_request(d.keeps);
    EXPECT_EQ(q.group_id, "g");
    EXPECT_EQ(q.session_timeout_ms, 45'000);
    EXPECT_EQ(q.rebalance_timeout_ms, 60'000);
    EXPECT_EQ(q.protocol_type, "consumer");
    ASSERT_EQ(q.protocols.size(), 1u);
    EXPECT_EQ(q.protocols[0].name, "cooperative-sticky");
    const auto wants = read_subscription(q.protocols[0].metadata);
    ASSERT_TRUE(wants);
    EXPECT_EQ(wants->topics, std::vector<std::string>{"t"});
}

TEST(a_member, syncs_takes_over_and_beats) {
    driven_member d;
    d.join(5);
    EXPECT_EQ(d.next(), task::sync);
    EXPECT_EQ(d.m.sync_request({}).generation_id, 5);
    d.sync({0, 1});
    EXPECT_EQ(d.next(), task::take_over);
    EXPECT_EQ(d.m.gained(), parts({0, 1}));
    d.m.took_over(parts({0, 1}));
    EXPECT_EQ(d.next(), task::rest);
    d.now = d.m.wake_at();
    EXPECT_EQ(d.next(), task::heartbeat);
    EXPECT_EQ(d.m.heartbeat_request().generation_id, 5);
}

TEST(a_member, beats_sooner_after_a_rebalance_because_another_often_follows) {
    driven_member d;
    d.settle({0});
    std::vector<std::chrono::milliseconds> pauses;
    for (int i = 0; i < 5; ++i) {
        const auto at = d.m.wake_at();
        pauses.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(at - d.now));
        d.now = at;
        d.beat();
    }
    EXPECT_EQ(pauses, (std::vector<std::chrono::milliseconds>{50ms, 100ms, 200ms, 400ms, 400ms}));
}

TEST(a_member, keeps_beating_while_its_offsets_cannot_be_had) {
    driven_member d;
    d.join(1);
    d.sync({0});
    d.m.take_over_failed(d.now + 10s);
    EXPECT_EQ(d.next(), task::rest);
    d.now += 1s;
    EXPECT_EQ(d.next(), task::heartbeat);
    d.now += 10s;
    EXPECT_EQ(d.next(), task::take_over);
}

TEST(a_cooperative_member, keeps_what_it_has_while_it_joins_again) {
    driven_member d;
    d.settle({0, 1});
    d.beat(broker_errc::rebalance_in_progress);
    EXPECT_EQ(d.next(), task::join);
    EXPECT_TRUE(d.m.is_stable()) << "it goes on reading and committing meanwhile";
    const auto told = read_subscription(d.m.join_request(d.keeps).protocols[0].metadata);
    ASSERT_TRUE(told);
    EXPECT_EQ(told->owned, (std::vector<topic_partition>{part(0), part(1)}));
    EXPECT_EQ(told->generation, 1);
}

TEST(a_cooperative_member, gives_up_what_it_is_not_given_again_and_joins_once_more) {
    driven_member d;
    d.settle({0, 1});
    d.beat(broker_errc::rebalance_in_progress);
    d.join(2);
    d.sync({0});
    EXPECT_EQ(d.next(), task::give_up);
    EXPECT_EQ(d.m.to_give_up().partitions, parts({1}));
    EXPECT_FALSE(d.m.to_give_up().lost);
    d.m.gave_up();
    EXPECT_EQ(d.m.owned(), parts({0}));
    EXPECT_EQ(d.next(), task::join) << "so that the others learn that it is free";
    d.join(3);
    d.sync({0});
    EXPECT_EQ(d.next(), task::rest) << "partition 0 was never let go of";
}

TEST(a_cooperative_member, takes_over_what_is_new_before_it_joins_once_more) {
    driven_member d;
    d.settle({0, 1});
    d.beat(broker_errc::rebalance_in_progress);
    d.join(2);
    d.sync({0, 5});
    EXPECT_EQ(d.next(), task::give_up);
    d.m.gave_up();
    EXPECT_EQ(d.next(), task::take_over);
    EXPECT_EQ(d.m.gained(), parts({5}));
    d.m.took_over(parts({5}));
    EXPECT_EQ(d.next(), task::join);
}

TEST(an_eager_member, gives_everything_up_before_it_joins_again) {
    driven_member d(kafka::range_group_balancer());
    d.settle({0, 1});
    d.beat(broker_errc::rebalance_in_progress);
    EXPECT_EQ(d.next(), task::give_up);
    EXPECT_EQ(d.m.to_give_up().partitions, parts({0, 1}));
    EXPECT_FALSE(d.m.to_give_up().lost);
    d.m.gave_up();
    EXPECT_EQ(d.next(), task::join);
    const auto told = read_subscription(d.m.join_request(d.keeps).protocols[0].metadata);
    ASSERT_TRUE(told);
    EXPECT_TRUE(told->owned.empty());
    d.join(2);
    d.sync({0});
    EXPECT_EQ(d.m.gained(), parts({0})) << "it begins anew with what it had as well";
}

TEST(a_member_with_one_eager_balancer, is_eager_whatever_the_others_are) {
    auto options = options_with(kafka::cooperative_sticky_group_balancer());
    options.balancers.push_back(kafka::range_group_balancer());
    member m(options);
    m.subscribe({"t"});
    m.found(1);
    kept_subscriptions keeps;
    EXPECT_EQ(m.join_request(keeps).protocols.size(), 2u);
    m.joined({.generation_id = 1, .protocol_name = "cooperative-sticky", .member_id = "me"});
    const auto bytes = write_assignment({part(0)});
    m.synced({.assignment = bytes}, start);
    m.heart_beat({.error_code = number(broker_errc::rebalance_in_progress)}, start);
    EXPECT_EQ(m.next(start), task::give_up);
}

TEST(a_leader, sees_the_others_and_what_they_want) {
    driven_member d;
    d.m.join_request(d.keeps);
    const auto theirs = write_subscription({.topics = {"a", "b"}, .owned = {part(3)}});
    d.m.joined({.generation_id = 4,
                .protocol_name = "cooperative-sticky",
                .leader = "me",
                .member_id = "me",
                .members = {{.member_id = "me", .metadata = d.keeps[0].second},
                            {.member_id = "you", .group_instance_id = "i", .metadata = theirs}}});
    EXPECT_TRUE(d.m.must_share_out());
    ASSERT_EQ(d.m.members().size(), 2u);
    EXPECT_EQ(d.m.members()[1].id, "you");
    EXPECT_EQ(d.m.members()[1].instance_id, "i");
    EXPECT_EQ(d.m.members()[1].topics, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(d.m.members()[1].owned, std::vector<topic_partition>{part(3)});
    ASSERT_NE(d.m.balancer(), nullptr);
    EXPECT_EQ(d.m.balancer()->protocol_name(), "cooperative-sticky");
}

TEST(a_leader, that_only_came_back_leaves_the_shares_as_they_are) {
    driven_member d(kafka::cooperative_sticky_group_balancer(), "one");
    d.m.join_request(d.keeps);
    d.m.joined({.generation_id = 4,
                .protocol_name = "cooperative-sticky",
                .leader = "me",
                .skip_assignment = true,
                .member_id = "me"});
    EXPECT_TRUE(d.m.is_leader());
    EXPECT_FALSE(d.m.must_share_out());
}

TEST(a_leader, serves_the_others_when_one_sends_rubbish) {
    driven_member d;
    d.m.join_request(d.keeps);
    const std::vector<std::byte> rubbish(3, std::byte{0xff});
    d.m.joined({.generation_id = 4,
                .protocol_name = "cooperative-sticky",
                .leader = "me",
                .member_id = "me",
                .members = {{.member_id = "me", .metadata = d.keeps[0].second},
                            {.member_id = "odd", .metadata = rubbish}}});
    ASSERT_EQ(d.m.members().size(), 2u);
    EXPECT_EQ(d.m.members()[1].id, "odd");
    EXPECT_TRUE(d.m.members()[1].topics.empty());
}

TEST(a_member, joins_again_when_its_topics_change) {
    driven_member d;
    d.settle({0});
    d.m.subscribe({"t"});
    EXPECT_EQ(d.next(), task::rest) << "the same topics are no change";
    d.m.subscribe({"t", "u"});
    EXPECT_EQ(d.next(), task::join);
}

TEST(a_member, joins_again_when_its_topics_changed_while_it_was_joining) {
    driven_member d;
    d.m.join_request(d.keeps);
    d.m.subscribe({"t", "u"});
    d.m.joined({.generation_id = 1, .protocol_name = "cooperative-sticky", .member_id = "me"});
    d.sync({});
    EXPECT_EQ(d.next(), task::join);
}

TEST(a_refused_commit, of_this_generation_makes_the_member_join_again) {
    driven_member d;
    d.settle({0});
    d.m.commit_refused(broker_errc::illegal_generation, 1);
    EXPECT_EQ(d.next(), task::rest) << "not before the member's loop looks at it";
    d.m.after_commits();
    EXPECT_TRUE(d.m.to_give_up().lost);
}

TEST(a_refused_commit, of_a_past_generation_means_nothing) {
    driven_member d;
    d.settle({0});
    d.m.commit_refused(broker_errc::illegal_generation, 1);
    d.join(2); // was under way meanwhile
    d.m.after_commits();
    EXPECT_EQ(d.next(), task::sync);
}

TEST(an_assignment, that_cannot_be_read_is_told_and_the_member_starts_over) {
    driven_member d;
    d.join(1);
    const std::vector<std::byte> rubbish(3, std::byte{0x7f});
    const auto verdict = d.m.synced({.assignment = rubbish}, start);
    ASSERT_TRUE(verdict.tell);
    EXPECT_EQ(verdict.tell->code, kafka::errc::bad_response);
    EXPECT_EQ(d.next(), task::join);
    EXPECT_EQ(d.m.join_request(d.keeps).member_id, "");
}
