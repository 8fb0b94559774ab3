// Readers of one group share a topic's partitions.
#include "support/group_readers.hpp"

#include <kafka/broker_errc.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

using namespace std::chrono_literals;
using namespace kafka::testing;

TEST(a_reader_in_a_group, reads_all_partitions_when_it_is_alone) {
    reading_group world(3);
    world.append_numbers(30);
    auto reader = world.join();
    EXPECT_EQ(world.read(reader, 30), 30u);
    EXPECT_EQ(reader.positions().size(), 3u);
    EXPECT_EQ(reader.positions().at(0).topic, "numbers");
}

TEST(a_reader_in_a_group, goes_on_where_its_predecessor_closed) {
    reading_group world(2);
    world.append_numbers(10);
    {
        auto reader = world.join();
        world.read(reader, 6);
        reader.close(); // commits all six, the last one too
    }
    auto next = world.join();
    EXPECT_EQ(world.read(next, 4), 4u);
    EXPECT_EQ(world.times_read(), 10u) << "none was read twice";
    EXPECT_EQ(world.values().size(), 10u);
}

TEST(a_reader_in_a_group, commits_a_message_when_the_next_one_is_asked_for) {
    reading_group world(1);
    world.append_numbers(3);
    auto reader = world.join();
    world.read(reader, 2);
    EXPECT_TRUE(world.wait_for_commit(0, 1)) << "the first is done, the second is at work";
    EXPECT_EQ(world.committed(0), 1);
}

TEST(a_reader_in_a_group, commits_before_it_returns_a_message_where_the_policy_says_so) {
    reading_group world(1);
    world.append_numbers(2);
    auto reader = world.join({.commit_policy = kafka::commit_policy::on_read});
    world.read(reader, 1);
    EXPECT_EQ(world.committed(0), 1);
}

TEST(a_reader_in_a_group, commits_nothing_by_itself_that_was_fetched) {
    reading_group world(1);
    world.append_numbers(3);
    auto reader = world.join();
    const auto first = reader.fetch_message(limit());
    const auto second = reader.fetch_message(limit());
    EXPECT_EQ(world.committed(0), -1);
    reader.commit_messages(limit(), *first);
    EXPECT_EQ(world.committed(0), 1);
    reader.close();
    EXPECT_EQ(world.committed(0), 1);
    EXPECT_EQ(second->offset, 1);
}

TEST(a_reader_in_a_group, commits_at_its_interval_and_at_close) {
    reading_group world(1);
    world.append_numbers(3);
    auto reader = world.join({.commit_interval = std::chrono::hours(1)});
    const auto message = reader.fetch_message(limit());
    reader.commit_messages(limit(), *message); // only notes
    EXPECT_EQ(world.committed(0), -1);
    reader.close();
    EXPECT_EQ(world.committed(0), 1);
}

TEST(a_reader_in_a_group, commits_the_highest_of_each_partition) {
    reading_group world(2);
    world.append_numbers(6);
    auto reader = world.join();
    std::vector<kafka::message> all;
    for (int i = 0; i < 6; ++i) all.push_back(*reader.fetch_message(limit()));
    std::ranges::reverse(all);
    reader.commit_messages(limit(), all);
    EXPECT_EQ(world.committed(0), 3);
    EXPECT_EQ(world.committed(1), 3);
}

TEST(a_reader_in_a_group, starts_where_the_options_say_only_where_nothing_is_committed) {
    reading_group world(1);
    world.append_numbers(3);
    {
        auto reader = world.join();
        const auto first = reader.fetch_message(limit());
        reader.commit_messages(limit(), *first);
        reader.close();
    }
    auto reader = world.join({.start_offset = kafka::last_offset});
    EXPECT_EQ(reader.fetch_message(limit())->offset, 1);
}

TEST(a_reader_in_a_group, keeps_words_beside_an_offset_and_may_go_back) {
    reading_group world(1);
    world.append_numbers(3);
    auto reader = world.join();
    for (int i = 0; i < 3; ++i) reader.commit_messages(limit(), *reader.fetch_message(limit()));
    reader.commit_offset(limit(), {"numbers", 0}, 1, "seen once");
    EXPECT_EQ(world.committed(0), 1);
}

TEST(two_readers_of_a_group, share_the_partitions_and_read_everything_once) {
    reading_group world(4);
    auto first = world.join();
    world.wait_for_owned(first, 4);
    auto second = world.join();
    world.wait_for_owned(second, 2, first);
    world.append_numbers(40);
    const auto half = world.read(first, 20) + world.read(second, 20);
    EXPECT_EQ(half, 40u);
    EXPECT_EQ(world.values().size(), 40u);
}

TEST(two_readers_of_a_group, with_eager_balancers_share_as_well) {
    reading_group world(4);
    const kafka::reader_options eager{
        .group_balancers = {kafka::range_group_balancer(), kafka::round_robin_group_balancer()}};
    auto first = world.join(eager);
    world.wait_for_owned(first, 4);
    auto second = world.join(eager);
    world.wait_for_owned(second, 2, first);
    world.append_numbers(40);
    EXPECT_EQ(world.read(first, 20) + world.read(second, 20), 40u);
    EXPECT_EQ(world.values().size(), 40u);
}

TEST(a_reader_of_a_group, takes_over_at_once_when_the_other_closes) {
    reading_group world(2);
    auto first = world.join();
    auto second = world.join();
    world.wait_for_owned(first, 1, second);
    second.close();
    world.append_numbers(10);
    EXPECT_EQ(world.read(first, 10), 10u);
}

TEST(two_groups, read_the_same_topic_without_knowing_of_each_other) {
    reading_group world(2);
    world.append_numbers(8);
    auto one = world.join({.group_id = "one"});
    auto other = world.join({.group_id = "other"});
    EXPECT_EQ(world.read(one, 8), 8u);
    EXPECT_EQ(world.read(other, 8), 8u);
    EXPECT_EQ(world.times_read(), 16u);
}

TEST(more_readers_than_partitions, leave_some_without_any) {
    reading_group world(1);
    auto first = world.join();
    world.wait_for_owned(first, 1);
    auto second = world.join();
    EXPECT_THROW(second.fetch_message(kafka::context::after(1ms)), kafka::error);
    world.append_numbers(3);
    EXPECT_EQ(world.read(first, 3), 3u);
    first.close();
    world.append_numbers(3);
    EXPECT_EQ(world.read(second, 3), 3u);
}
