#include "support/driven_member.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

using namespace kafka::testing;
using kafka::broker_errc;
using kafka::topic_partition;

TEST(a_member_that_the_coordinator_does_not_know, has_lost_everything_and_comes_back_as_new) {
    driven_member d;
    d.settle({0});
    d.beat(broker_errc::unknown_member_id);
    EXPECT_EQ(d.next(), task::give_up);
    EXPECT_TRUE(d.m.to_give_up().lost);
    d.m.gave_up();
    EXPECT_TRUE(d.m.owned().empty());
    EXPECT_EQ(d.next(), task::join);
    EXPECT_EQ(d.m.join_request(d.keeps).member_id, "");
}

TEST(a_member_of_a_past_generation, has_lost_everything_and_keeps_its_id) {
    driven_member d;
    d.settle({0});
    d.beat(broker_errc::illegal_generation);
    EXPECT_TRUE(d.m.to_give_up().lost);
    d.m.gave_up();
    EXPECT_EQ(d.m.join_request(d.keeps).member_id, "me");
    const auto told = read_subscription(d.keeps[0].second);
    EXPECT_TRUE(told->owned.empty());
    EXPECT_EQ(told->generation, -1);
}

TEST(a_member, that_is_refused_at_sync_joins_again) {
    for (const auto why : {broker_errc::rebalance_in_progress, broker_errc::illegal_generation,
                           broker_errc::unknown_member_id}) {
        driven_member d;
        d.join(1);
        EXPECT_FALSE(d.sync_refused(why).tell);
        EXPECT_EQ(d.next(), task::join) << name_of(why);
    }
}

TEST(a_member, looks_for_its_coordinator_when_that_has_moved_and_stays_what_it_is) {
    for (const auto why : {broker_errc::not_coordinator, broker_errc::coordinator_not_available}) {
        driven_member d;
        d.settle({0});
        EXPECT_TRUE(d.beat(why).slow);
        EXPECT_EQ(d.next(), task::find_coordinator) << name_of(why);
        d.m.found(8);
        EXPECT_EQ(d.m.owned(), parts({0}));
        EXPECT_TRUE(d.m.is_stable());
    }
}

TEST(a_member, waits_while_its_coordinator_loads_the_group) {
    driven_member d;
    EXPECT_TRUE(d.join_refused(broker_errc::coordinator_load_in_progress).slow);
    EXPECT_EQ(d.next(), task::join);
    d.settle({0});
    EXPECT_TRUE(d.beat(broker_errc::coordinator_load_in_progress).slow);
    EXPECT_EQ(d.m.coordinator(), 7);
    EXPECT_EQ(d.m.owned(), parts({0}));
}

TEST(a_member, tells_what_only_people_can_mend_and_tries_again) {
    for (const auto why :
         {broker_errc::inconsistent_group_protocol, broker_errc::group_max_size_reached,
          broker_errc::invalid_session_timeout, broker_errc::group_authorization_failed}) {
        driven_member d;
        const auto verdict = d.join_refused(why);
        ASSERT_TRUE(verdict.tell) << name_of(why);
        EXPECT_EQ(verdict.tell->code, why);
        EXPECT_NE(verdict.tell->what.find("\"g\""), std::string::npos);
        EXPECT_TRUE(verdict.slow);
        EXPECT_EQ(d.next(), task::join);
    }
}

TEST(a_static_member, names_its_instance_in_every_request) {
    driven_member d(kafka::cooperative_sticky_group_balancer(), "one");
    EXPECT_EQ(d.m.join_request(d.keeps).group_instance_id, "one");
    d.settle({0});
    EXPECT_EQ(d.m.sync_request({}).group_instance_id, "one");
    EXPECT_EQ(d.m.heartbeat_request().group_instance_id, "one");
}

TEST(a_static_member, that_another_replaces_has_lost_everything_for_good) {
    driven_member d(kafka::cooperative_sticky_group_balancer(), "one");
    d.settle({0});
    const auto verdict = d.beat(broker_errc::fenced_instance_id);
    ASSERT_TRUE(verdict.tell);
    EXPECT_NE(verdict.tell->what.find("\"one\""), std::string::npos);
    EXPECT_TRUE(d.m.to_give_up().lost);
    d.m.gave_up();
    EXPECT_TRUE(d.m.is_fenced());
    EXPECT_EQ(d.next(), task::rest);
    EXPECT_EQ(d.m.wake_at(), time_point::max());
}
