#include "support/producer_world.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

using kafka::broker_errc;
using kafka::persistence;
using kafka::testing::producer_world;
using kafka::testing::told;
using namespace std::chrono_literals;

namespace {

using counts = std::vector<std::uint32_t>;

void post_many(producer_world& world, int n, std::int32_t partition = 0) {
    for (int i = 0; i < n; ++i)
        ASSERT_FALSE(world.post("t", {.value = "value", .partition = partition}));
}

} // namespace

TEST(a_sender, takes_the_failure_of_one_partition_as_its_own) {
    producer_world world({}, kafka::round_robin());
    world.know("t", 2);
    told fine, refused;
    world.post("t", {.value = "v", .partition = 0}, fine.callback());
    world.post("t", {.value = "v", .partition = 1}, refused.callback());
    world.look();
    world.answer_each({broker_errc::none, broker_errc::invalid_record});
    world.look();
    ASSERT_EQ(fine.outcomes.size(), 1u);
    EXPECT_FALSE(fine.outcomes[0].error);
    ASSERT_EQ(refused.outcomes.size(), 1u);
    EXPECT_EQ(refused.outcomes[0].error, broker_errc::invalid_record);
    EXPECT_EQ(refused.outcomes[0].persistence, persistence::not_persisted);
}

TEST(a_sender, pauses_longer_after_each_failure) {
    producer_world world;
    world.know("t", 1);
    post_many(world, 1);
    for (const auto step : {100ms, 200ms, 400ms, 800ms, 1000ms, 1000ms}) {
        world.look();
        ASSERT_EQ(world.sent.size(), 1u);
        world.answer(broker_errc::not_enough_replicas);
        const auto plan = world.look();
        EXPECT_TRUE(world.sent.empty());
        ASSERT_TRUE(plan.again_at);
        EXPECT_GE(*plan.again_at - world.time.now(), step / 2);
        EXPECT_LE(*plan.again_at - world.time.now(), step);
        world.time.pass(*plan.again_at - world.time.now());
    }
}

TEST(a_sender, follows_a_partition_to_its_new_leader) {
    producer_world world;
    auto& t = world.know("t", 1);
    post_many(world, 1);
    world.look();
    world.answer(broker_errc::not_leader_or_follower);
    EXPECT_EQ(world.look().ask, std::vector{&t});
    world.know("t", 1, 2);
    world.time.pass(1s);
    world.look();
    ASSERT_EQ(world.sent.size(), 1u);
    EXPECT_EQ(world.sent[0].node, 2);
}

TEST(a_sender, asks_for_metadata_again_when_a_node_cannot_be_reached) {
    producer_world world;
    auto& t = world.know("t", 1);
    world.is_reachable = false;
    post_many(world, 1);
    EXPECT_EQ(world.look().reach, std::vector<std::int32_t>{1});
    EXPECT_TRUE(world.look().reach.empty()) << "it is being tried";
    world.sender.not_reached(1, "refused", world.time.now());
    EXPECT_EQ(world.look().ask, std::vector{&t});
    world.know("t", 1, 1);
    EXPECT_EQ(world.look().reach, std::vector<std::int32_t>{1});
}

TEST(a_sender, gives_up_what_was_never_sent_as_not_persisted) {
    producer_world world({.delivery_timeout = 10s});
    world.know("t", 1, -1);
    told outcomes;
    world.post("t", {.value = "v"}, outcomes.callback());
    EXPECT_EQ(world.look().again_at, world.time.now() + 10s);
    world.time.pass(10s);
    world.look();
    ASSERT_EQ(outcomes.outcomes.size(), 1u);
    EXPECT_EQ(outcomes.outcomes[0].error, kafka::errc::timed_out);
    EXPECT_EQ(outcomes.outcomes[0].persistence, persistence::not_persisted);
    EXPECT_EQ(world.accumulator.memory.used(), 0u);
}

TEST(a_sender, gives_up_what_is_under_way_as_possibly_persisted) {
    producer_world world({.delivery_timeout = 10s});
    world.know("t", 1);
    told outcomes;
    world.post("t", {.value = "v"}, outcomes.callback());
    world.look();
    world.time.pass(10s);
    world.look();
    ASSERT_EQ(outcomes.outcomes.size(), 1u);
    EXPECT_EQ(outcomes.outcomes[0].persistence, persistence::possibly_persisted);
    world.answer(); // nobody is told twice
    world.look();
    EXPECT_EQ(outcomes.outcomes.size(), 1u);
}

TEST(a_sender, calls_a_batch_possibly_persisted_once_an_answer_was_lost) {
    producer_world world({.delivery_timeout = 10s});
    world.know("t", 1);
    told outcomes;
    world.post("t", {.value = "v"}, outcomes.callback());
    world.look();
    world.lose();
    world.time.pass(10s);
    world.look();
    ASSERT_EQ(outcomes.outcomes.size(), 1u);
    EXPECT_EQ(outcomes.outcomes[0].persistence, persistence::possibly_persisted);
}

TEST(a_sender, counts_attempts_when_it_is_told_to) {
    producer_world world({.max_attempts = 2});
    world.know("t", 1);
    told outcomes;
    world.post("t", {.value = "v"}, outcomes.callback());
    for (int i = 0; i < 2; ++i) {
        world.look();
        ASSERT_EQ(world.sent.size(), 1u);
        world.answer(broker_errc::not_enough_replicas);
        world.time.pass(1s);
    }
    world.look();
    EXPECT_TRUE(world.sent.empty());
    ASSERT_EQ(outcomes.outcomes.size(), 1u);
    EXPECT_EQ(outcomes.outcomes[0].error, broker_errc::not_enough_replicas);
}

TEST(a_sender, fails_everything_of_a_topic_that_does_not_exist) {
    producer_world world;
    told outcomes;
    world.post("t", {.value = "v"}, outcomes.callback());
    auto& t = world.accumulator.topic_of("t");
    world.look();
    world.sender.topic_failed(t, broker_errc::unknown_topic_or_partition, "no such topic");
    world.look();
    ASSERT_EQ(outcomes.outcomes.size(), 1u);
    EXPECT_EQ(outcomes.outcomes[0].error, broker_errc::unknown_topic_or_partition);
    EXPECT_EQ(world.accumulator.memory.used(), 0u);
}

TEST(a_sender, fails_what_was_for_a_partition_that_is_gone) {
    producer_world world;
    world.know("t", 2);
    told outcomes;
    world.is_reachable = false;
    world.post("t", {.value = "v", .partition = 1}, outcomes.callback());
    world.look();
    world.know("t", 1);
    world.look();
    ASSERT_EQ(outcomes.outcomes.size(), 1u);
    EXPECT_EQ(outcomes.outcomes[0].error, kafka::errc::topic_deleted);
}

TEST(a_sender, sends_a_batch_in_halves_when_it_is_too_large_for_the_topic) {
    for (const auto codec : {kafka::compression::none, kafka::compression::lz4}) {
        producer_world world({.codec = codec});
        world.know("t", 1);
        told outcomes;
        for (int i = 0; i < 7; ++i)
            world.post("t", {.value = std::string(100, 'v')}, outcomes.callback());
        world.look();
        world.answer(broker_errc::message_too_large);
        world.look();
        EXPECT_EQ(world.counts_sent(), counts{3});
        world.answer(broker_errc::none, 10);
        world.look();
        EXPECT_EQ(world.counts_sent(), counts{4});
        EXPECT_EQ(world.sent[0].batches[0]->sealed->header().base_sequence, 3);
        world.answer(broker_errc::none, 20);
        world.look();
        ASSERT_EQ(outcomes.outcomes.size(), 7u);
        EXPECT_EQ(outcomes.outcomes[2].offset, 12);
        EXPECT_EQ(outcomes.outcomes[3].offset, 20);
        EXPECT_EQ(world.accumulator.memory.used(), 0u);
    }
}

TEST(a_sender, fails_a_single_record_that_is_too_large_for_the_topic) {
    producer_world world;
    world.know("t", 1);
    told outcomes;
    world.post("t", {.value = "v"}, outcomes.callback());
    world.look();
    world.answer(broker_errc::message_too_large);
    world.look();
    ASSERT_EQ(outcomes.outcomes.size(), 1u);
    EXPECT_EQ(outcomes.outcomes[0].error, broker_errc::message_too_large);
}

TEST(a_sender, takes_a_duplicate_for_written) {
    producer_world world;
    world.know("t", 1);
    told outcomes;
    world.post("t", {.value = "v"}, outcomes.callback());
    world.look();
    world.answer(broker_errc::duplicate_sequence_number, -1);
    world.look();
    ASSERT_EQ(outcomes.outcomes.size(), 1u);
    EXPECT_FALSE(outcomes.outcomes[0].error);
    EXPECT_EQ(outcomes.outcomes[0].offset, -1);
}

TEST(a_sender, resends_the_same_bytes) {
    producer_world world;
    world.know("t", 1);
    post_many(world, 3);
    world.look();
    const auto before = world.sent[0].batches[0]->sealed->header();
    world.lose();
    world.look(); // asks for metadata
    world.know("t", 1);
    world.time.pass(1s);
    world.look();
    ASSERT_EQ(world.sent.size(), 1u);
    EXPECT_EQ(world.sent[0].batches[0]->sealed->header(), before);
}

TEST(a_sender, gives_up_everything_when_it_is_abandoned) {
    producer_world world;
    world.know("t", 2);
    told sent, open, waiting;
    world.post("t", {.value = "v", .partition = 0}, sent.callback());
    world.look();
    world.post("t", {.value = "v", .partition = 1}, open.callback());
    world.post("unknown", {.value = "v"}, waiting.callback());
    world.accumulator.close();
    world.sender.abandon(kafka::errc::closed);
    world.look();
    for (const auto* t : {&sent, &open, &waiting}) {
        ASSERT_EQ(t->outcomes.size(), 1u);
        EXPECT_EQ(t->outcomes[0].error, kafka::errc::closed);
    }
    EXPECT_EQ(sent.outcomes[0].persistence, persistence::possibly_persisted);
    EXPECT_EQ(open.outcomes[0].persistence, persistence::not_persisted);
    EXPECT_EQ(world.accumulator.memory.used(), 0u);
}
