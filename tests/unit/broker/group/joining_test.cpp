#include "support/group_world.hpp"

using namespace std::chrono_literals;
using kafka::broker_errc;
using kafka::testing::group_world;
using kafka::testing::joined;
using kafka::testing::joins;

namespace {

/// The leader gives everybody the name of its share.
void share_out(group_world& w, const joined& leader) {
    std::vector<std::pair<std::string, std::string>> shares;
    for (const auto& id : leader.members) shares.emplace_back(id, "for " + id);
    w.sync(leader, shares);
}

/// Two members in a stable group, the first of which leads.
struct pair_of_members : group_world {
    std::shared_ptr<joined> first, second;

    explicit pair_of_members(kafka::detail::broker::group_settings settings = {})
        : group_world(settings) {
        first = join_with_id();
        const auto id = first->member_id;
        share_out(*this, *first);
        second = join_with_id();
        first = join({.id = id});
        share_out(*this, *first);
        sync(*second);
    }
};

} // namespace

TEST(a_group, gives_a_new_member_an_id_and_wants_to_see_it_again) {
    group_world w;
    const auto first = w.join({});
    EXPECT_EQ(first->error, broker_errc::member_id_required);
    EXPECT_EQ(first->member_id, "c-1");
    EXPECT_EQ(w.state(), "Empty");
    const auto again = w.join({.id = "c-1"});
    EXPECT_EQ(again->error, broker_errc::none);
    EXPECT_EQ(again->generation, 1);
    EXPECT_TRUE(again->leads());
    EXPECT_EQ(again->members, std::vector<std::string>{"c-1"});
}

TEST(a_group, takes_an_old_client_without_that_detour) {
    group_world w;
    const auto first = w.join({.version = 3});
    EXPECT_EQ(first->error, broker_errc::none);
    EXPECT_TRUE(first->leads());
}

TEST(a_group, forgets_an_id_that_nobody_came_back_with) {
    group_world w;
    const auto first = w.join({.session_ms = 6'000});
    w.pass(6'001ms);
    EXPECT_EQ(w.join({.id = first->member_id})->error, broker_errc::unknown_member_id);
    EXPECT_EQ(w.groups->size(), 0u) << "nor is anything left of such a group";
    EXPECT_EQ(w.groups->bytes(), 0u);
}

TEST(a_group, knows_no_member_that_it_has_not_named) {
    group_world w;
    EXPECT_EQ(w.join({.id = "me"})->error, broker_errc::unknown_member_id);
    w.join_with_id();
    EXPECT_EQ(w.join({.id = "me"})->error, broker_errc::unknown_member_id);
}

TEST(a_group, refuses_sessions_that_are_too_short_or_too_long) {
    group_world w;
    EXPECT_EQ(w.join({.session_ms = 5'999})->error, broker_errc::invalid_session_timeout);
    EXPECT_EQ(w.join({.session_ms = 1'800'001})->error, broker_errc::invalid_session_timeout);
    EXPECT_EQ(w.join({.session_ms = -1})->error, broker_errc::invalid_session_timeout);
}

TEST(a_group, gathers_its_members_anew_when_one_more_comes) {
    group_world w;
    auto first = w.join_with_id();
    share_out(w, *first);
    const auto second = w.join_with_id();
    EXPECT_TRUE(second->waits);
    EXPECT_EQ(w.heartbeat(*first), broker_errc::rebalance_in_progress);
    first = w.join({.id = first->member_id});
    EXPECT_EQ(first->generation, 2);
    EXPECT_EQ(second->generation, 2);
    EXPECT_TRUE(first->leads());
    EXPECT_EQ(first->members.size(), 2u);
    EXPECT_TRUE(second->members.empty()) << "only the leader is told who is there";
}

TEST(a_group, leaves_behind_who_does_not_come_in_time) {
    group_world w;
    auto first = w.join_with_id({.session_ms = 100'000});
    share_out(w, *first);
    const auto second = w.join_with_id({.session_ms = 100'000});
    w.pass(59'999ms);
    EXPECT_TRUE(second->waits);
    w.pass(1ms);
    EXPECT_TRUE(second->leads());
    EXPECT_EQ(second->members, std::vector<std::string>{second->member_id});
    EXPECT_EQ(w.heartbeat(*first), broker_errc::unknown_member_id);
}

TEST(a_group, waits_for_those_that_were_given_an_id) {
    group_world w;
    auto first = w.join_with_id();
    share_out(w, *first);
    const auto id = w.join({.session_ms = 10'000})->member_id;
    first = w.join({.id = first->member_id});
    EXPECT_TRUE(first->waits) << "somebody is about to come";
    w.join({.id = id});
    EXPECT_EQ(first->members.size(), 2u);
}

TEST(a_group, lets_its_first_members_wait_for_others) {
    kafka::detail::broker::group_settings settings;
    settings.initial_rebalance_delay = 3s;
    group_world w(settings);
    const auto first = w.join_with_id();
    w.pass(2'000ms);
    const auto second = w.join_with_id();
    w.pass(1'000ms);
    EXPECT_TRUE(first->waits) << "the second one began the delay anew";
    w.pass(3'000ms);
    EXPECT_EQ(first->generation, 1);
    EXPECT_EQ(second->generation, 1);
    EXPECT_EQ(first->members.size(), 2u);
}

TEST(a_group, chooses_the_protocol_that_most_members_like_best) {
    group_world w;
    const std::vector<std::pair<std::string, std::string>> a_first = {{"a", ""}, {"b", ""}};
    const std::vector<std::pair<std::string, std::string>> b_first = {{"b", ""}, {"a", ""}};
    auto first = w.join_with_id({.protocols = a_first});
    EXPECT_EQ(first->protocol, "a");
    const auto second = w.join_with_id({.protocols = b_first});
    const auto third = w.join_with_id({.protocols = {{"c", ""}, {"b", ""}}});
    first = w.join({.id = first->member_id, .protocols = a_first});
    EXPECT_EQ(first->protocol, "b");
    EXPECT_EQ(third->protocol, "b");
}

TEST(a_group, refuses_who_shares_no_protocol_with_the_others) {
    group_world w;
    w.join_with_id();
    EXPECT_EQ(w.join({.protocols = {{"sticky", ""}}})->error,
              broker_errc::inconsistent_group_protocol);
    EXPECT_EQ(w.join({.type = "connect"})->error, broker_errc::inconsistent_group_protocol);
    EXPECT_EQ(w.join({.protocols = {}}, "other")->error, broker_errc::inconsistent_group_protocol);
    EXPECT_EQ(w.join({.type = ""}, "other")->error, broker_errc::inconsistent_group_protocol);
    EXPECT_EQ(w.state("other"), "Dead") << "it was not made";
}

TEST(a_group, is_disturbed_by_a_follower_only_if_that_says_something_new) {
    pair_of_members w;
    EXPECT_EQ(w.join({.id = w.second->member_id})->generation, 2);
    EXPECT_EQ(w.state(), "Stable");
    EXPECT_TRUE(w.join({.id = w.second->member_id, .protocols = {{"range", "new"}}})->waits);
    EXPECT_EQ(w.state(), "PreparingRebalance");
}

TEST(a_group, is_gathered_anew_when_its_leader_joins_again) {
    pair_of_members w;
    EXPECT_TRUE(w.join({.id = w.first->member_id})->waits);
    EXPECT_EQ(w.heartbeat(*w.second), broker_errc::rebalance_in_progress);
}

TEST(a_group, has_no_more_members_than_it_may) {
    kafka::detail::broker::group_settings settings;
    settings.max_size = 2;
    pair_of_members w(settings);
    EXPECT_EQ(w.join({})->error, broker_errc::group_max_size_reached);
    EXPECT_EQ(w.state(), "Stable");
}

TEST(a_group, refuses_a_gigantic_subscription) {
    group_world w;
    const std::string giant((1 << 20) + 1, 'x');
    EXPECT_EQ(w.join({.protocols = {{"range", giant}}})->error, broker_errc::invalid_request);
    EXPECT_EQ(w.groups->size(), 0u);
}

TEST(a_group, ends_the_session_of_who_is_silent) {
    pair_of_members w;
    w.pass(9'999ms);
    EXPECT_EQ(w.heartbeat(*w.first), broker_errc::none);
    w.pass(1ms);
    EXPECT_EQ(w.heartbeat(*w.first), broker_errc::rebalance_in_progress);
    EXPECT_EQ(w.heartbeat(*w.second), broker_errc::unknown_member_id);
    w.first = w.join({.id = w.first->member_id});
    EXPECT_EQ(w.first->members, std::vector<std::string>{w.first->member_id});
}

TEST(a_group, is_empty_when_the_last_member_has_left) {
    pair_of_members w;
    EXPECT_EQ(w.leave(w.second->member_id), broker_errc::none);
    EXPECT_EQ(w.leave(w.second->member_id), broker_errc::unknown_member_id);
    EXPECT_EQ(w.leave(w.first->member_id), broker_errc::none);
    EXPECT_EQ(w.state(), "Empty");
    EXPECT_EQ(w.groups->find("g")->generation(), 3);
    EXPECT_EQ(w.groups->next_deadline(), std::nullopt) << "nothing is left to wait for";
}

TEST(a_group, tells_every_member_what_the_leader_gave_it) {
    group_world w;
    auto first = w.join_with_id();
    const auto second = w.join_with_id();
    first = w.join({.id = first->member_id});
    const auto early = w.sync(*second);
    EXPECT_TRUE(early->waits);
    share_out(w, *first);
    EXPECT_EQ(early->assignment, "for " + second->member_id);
    EXPECT_EQ(w.sync(*first)->assignment, "for " + first->member_id) << "asked once more";
}

TEST(a_group, drops_who_never_comes_for_its_assignment) {
    group_world w;
    auto first = w.join_with_id();
    const auto second = w.join_with_id();
    first = w.join({.id = first->member_id});
    share_out(w, *first);
    for (int i = 0; i < 60; ++i) {
        w.pass(1'000ms);
        w.heartbeat(*first);
        w.heartbeat(*second);
    }
    EXPECT_EQ(w.heartbeat(*second), broker_errc::unknown_member_id);
    EXPECT_EQ(w.heartbeat(*first), broker_errc::rebalance_in_progress);
}

TEST(a_group, fences_off_older_generations) {
    pair_of_members w;
    auto old = *w.first;
    old.generation = 1;
    EXPECT_EQ(w.heartbeat(old), broker_errc::illegal_generation);
    EXPECT_EQ(w.sync(old)->error, broker_errc::illegal_generation);
    EXPECT_EQ(*w.commit(old, 5), broker_errc::illegal_generation);
}

TEST(a_group, tells_assignments_only_once_the_log_has_them) {
    group_world w;
    const auto first = w.join_with_id();
    w.log.holds = true;
    const auto asked = w.sync(*first, {{first->member_id, "all"}});
    EXPECT_TRUE(asked->waits);
    EXPECT_EQ(w.state(), "CompletingRebalance");
    w.log.release();
    EXPECT_EQ(asked->assignment, "all");
    EXPECT_EQ(w.state(), "Stable");
}

TEST(a_group, is_gathered_anew_when_the_log_fails) {
    group_world w;
    const auto first = w.join_with_id();
    w.log.fails_with = broker_errc::kafka_storage_error;
    EXPECT_EQ(w.sync(*first, {{first->member_id, "all"}})->error, broker_errc::not_coordinator);
    EXPECT_EQ(w.state(), "PreparingRebalance");
}

TEST(a_static_member, comes_back_under_a_new_id_without_a_rebalance) {
    group_world w;
    const auto old = w.join({.instance = "one"});
    EXPECT_EQ(old->error, broker_errc::none) << "it is known by its instance id";
    share_out(w, *old);
    const auto again = w.join({.instance = "one"});
    EXPECT_EQ(again->error, broker_errc::none);
    EXPECT_EQ(again->generation, 1);
    EXPECT_NE(again->member_id, old->member_id);
    EXPECT_TRUE(again->leads());
    EXPECT_TRUE(again->skip_assignment);
    EXPECT_EQ(w.state(), "Stable");
    EXPECT_EQ(w.sync(*again)->assignment, "for " + old->member_id);
}

TEST(a_static_member, fences_off_its_former_self) {
    group_world w;
    const auto old = w.join({.instance = "one"});
    share_out(w, *old);
    w.join({.instance = "one"});
    EXPECT_EQ(w.join({.id = old->member_id, .instance = "one"})->error,
              broker_errc::fenced_instance_id);
    EXPECT_EQ(w.heartbeat(*old), broker_errc::unknown_member_id);
}

TEST(a_static_member, that_asks_twice_ends_the_wait_of_its_first_request) {
    group_world w;
    const auto other = w.join_with_id();
    const auto first = w.join({.instance = "one"});
    EXPECT_TRUE(first->waits);
    const auto second = w.join({.instance = "one"});
    EXPECT_EQ(first->error, broker_errc::fenced_instance_id);
    EXPECT_TRUE(second->waits);
}

TEST(a_static_member, stays_while_others_gather_until_its_session_ends) {
    group_world w;
    const auto fixed = w.join({.instance = "one", .session_ms = 100'000, .rebalance_ms = 20'000});
    share_out(w, *fixed);
    const auto other = w.join_with_id({.session_ms = 100'000, .rebalance_ms = 20'000});
    w.pass(20'000ms);
    EXPECT_TRUE(other->leads());
    EXPECT_EQ(other->members.size(), 2u);
}

TEST(a_static_member, without_patience_does_not_stop_the_clock) {
    group_world w;
    const auto first = w.join({.instance = "one", .rebalance_ms = 0});
    share_out(w, *first);
    const auto second = w.join({.instance = "two", .rebalance_ms = 0});
    EXPECT_EQ(w.leave_by_instance("two"), broker_errc::none);
    w.pass(5'000ms);
    EXPECT_EQ(w.state(), "PreparingRebalance");
    w.pass(5'000ms);
    EXPECT_EQ(w.state(), "Empty");
}

TEST(a_static_member, can_be_removed_by_its_instance_id) {
    group_world w;
    const auto fixed = w.join({.instance = "one"});
    share_out(w, *fixed);
    EXPECT_EQ(w.leave_by_instance("two"), broker_errc::unknown_member_id);
    EXPECT_EQ(w.leave_by_instance("one"), broker_errc::none);
    EXPECT_EQ(w.state(), "Empty");
}

TEST(a_group_from_the_log, goes_on_without_a_rebalance) {
    pair_of_members w;
    w.commit(*w.first, 42);
    w.restart();
    EXPECT_EQ(w.state(), "Stable");
    EXPECT_EQ(w.heartbeat(*w.first), broker_errc::none);
    EXPECT_EQ(w.heartbeat(*w.second), broker_errc::none);
    EXPECT_EQ(w.committed(), 42);
    EXPECT_EQ(*w.commit(*w.second, 43), broker_errc::none);
    EXPECT_EQ(w.sync(*w.second)->assignment, "for " + w.second->member_id);
}

TEST(a_group_from_the_log, begins_the_sessions_of_its_members) {
    pair_of_members w;
    w.restart();
    w.pass(10'000ms);
    EXPECT_EQ(w.state(), "Empty");
}
