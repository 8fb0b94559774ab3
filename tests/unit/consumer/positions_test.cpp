#include "consumer/positions.hpp"

#include <gtest/gtest.h>

using namespace kafka::detail::consumer;
namespace cluster = kafka::detail::cluster;
using kafka::start_offset;

namespace {

/// Partitions 0, 1, 2 ... with these leaders.
cluster::topic_metadata topic_led_by(std::vector<std::int32_t> leaders, std::int32_t epoch = 0) {
    cluster::topic_metadata out{.name = "t"};
    for (std::int32_t id = 0; const auto leader : leaders)
        out.partitions.push_back({.id = id++, .leader = leader, .leader_epoch = epoch});
    return out;
}

} // namespace

TEST(positions, begin_where_the_start_says) {
    positions absolute(42, {});
    absolute.assign(topic_led_by({1}));
    EXPECT_EQ(absolute.find(0)->next, 42);
    EXPECT_TRUE(absolute.find(0)->can_be_fetched());
    positions last(kafka::last_offset, {});
    last.assign(topic_led_by({1}));
    EXPECT_TRUE(last.find(0)->needs_lookup());
    EXPECT_EQ(last.find(0)->returned, unknown_offset);
}

TEST(positions, of_partitions_that_turn_up_later_begin_at_their_first_record) {
    positions all(kafka::last_offset, {});
    all.assign(topic_led_by({1}));
    all.assign(topic_led_by({1, 1}));
    EXPECT_EQ(all.find(0)->start, start_offset(kafka::last_offset));
    EXPECT_EQ(all.find(1)->start, start_offset(kafka::first_offset));
}

TEST(positions, that_were_set_before_the_topic_is_known_stay_so) {
    positions all(kafka::first_offset, {});
    all.seek(1, 7);
    all.assign(topic_led_by({1, 1}));
    EXPECT_EQ(all.find(1)->next, 7);
    EXPECT_EQ(all.find(0)->next, unknown_offset);
}

TEST(positions, keep_to_the_one_partition_that_was_asked_for) {
    positions one(kafka::first_offset, 1);
    one.assign(topic_led_by({1, 2, 3}));
    EXPECT_EQ(one.all().size(), 1u);
    EXPECT_EQ(one.leaders(), std::set<std::int32_t>{2});
}

TEST(positions, are_not_found_by_the_generation_of_before_a_jump) {
    positions all(kafka::first_offset, {});
    all.assign(topic_led_by({1}));
    const auto before = all.find(0)->generation;
    all.seek(0, 5);
    EXPECT_EQ(all.find(0, before), nullptr);
    EXPECT_NE(all.find(0, all.find(0)->generation), nullptr);
}

TEST(positions, do_not_reuse_a_generation_for_another_topic_of_the_same_name) {
    positions all(9, {});
    all.assign(topic_led_by({1}));
    const auto before = all.find(0)->generation;
    all.forget();
    all.assign(topic_led_by({1}));
    EXPECT_EQ(all.find(0, before), nullptr);
    EXPECT_EQ(all.find(0)->start, start_offset(kafka::first_offset));
}

TEST(positions, ask_to_be_checked_when_a_newer_leader_takes_over) {
    positions all(0, {});
    all.assign(topic_led_by({1}, 4));
    auto& p = *all.find(0);
    EXPECT_TRUE(p.can_be_fetched()) << "nothing was read that could be lost";
    p.epoch = 4;
    p.checked_epoch = 4;
    EXPECT_TRUE(p.can_be_fetched());
    all.assign(topic_led_by({2}, 5));
    EXPECT_TRUE(p.needs_check());
    EXPECT_FALSE(p.can_be_fetched());
}

TEST(positions, give_each_partition_its_turn) {
    positions all(0, {});
    all.assign(topic_led_by({1, 1, 1, 1}));
    all.had_their_turn({0, 2});
    EXPECT_EQ(all.order(), (std::vector<std::int32_t>{1, 3, 0, 2}));
}

TEST(positions, know_whether_a_partition_has_no_leader) {
    positions all(0, {});
    all.assign(topic_led_by({1, -1}));
    EXPECT_TRUE(all.has_leaderless());
    EXPECT_FALSE(all.find(1)->is_led());
    all.assign(topic_led_by({1, 2}));
    EXPECT_FALSE(all.has_leaderless());
}
