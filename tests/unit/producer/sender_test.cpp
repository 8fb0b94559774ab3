#include "support/producer_world.hpp"

#include <gtest/gtest.h>

using kafka::testing::producer_world;
using namespace std::chrono_literals;

namespace {

using counts = std::vector<std::uint32_t>;

void post_many(producer_world& world, int n, std::int32_t partition = 0) {
    for (int i = 0; i < n; ++i)
        ASSERT_FALSE(world.post("t", {.value = "value", .partition = partition}));
}

} // namespace

TEST(a_sender, sends_220_records_as_100_and_100_and_20_after_the_timeout) {
    producer_world world({.batch_records = 100, .linger = 10ms});
    world.know("t", 1);
    post_many(world, 220);
    world.look();
    EXPECT_EQ(world.counts_sent(), counts{100}) << "the first one alone";
    world.answer();
    world.look();
    EXPECT_EQ(world.counts_sent(), counts{100});
    world.time.pass(9ms);
    auto plan = world.look();
    EXPECT_EQ(world.counts_sent(), counts{});
    EXPECT_EQ(plan.again_at, world.time.now() + 1ms);
    world.time.pass(1ms);
    world.look();
    EXPECT_EQ(world.counts_sent(), (counts{20}));
}

TEST(a_sender, sends_a_lonely_record_at_once) {
    producer_world world;
    world.know("t", 1);
    for (int i = 0; i < 3; ++i) {
        post_many(world, 1);
        world.look();
        EXPECT_EQ(world.counts_sent(), (counts{1}));
        world.answer();
    }
}

TEST(a_sender, lets_batches_grow_while_a_request_is_under_way) {
    producer_world world;
    world.know("t", 1);
    post_many(world, 1);
    world.look();
    post_many(world, 50);
    world.look();
    EXPECT_EQ(world.counts_sent(), counts{});
    world.answer();
    world.look();
    EXPECT_EQ(world.counts_sent(), (counts{50}));
}

TEST(a_sender, brakes_once_after_a_request_with_many_records) {
    producer_world world;
    world.know("t", 1);
    post_many(world, 65);
    world.look();
    world.answer();
    post_many(world, 1);
    const auto plan = world.look();
    EXPECT_EQ(world.counts_sent(), counts{});
    EXPECT_EQ(plan.again_at, world.time.now() + 200us);
    post_many(world, 9);
    world.time.pass(200us);
    world.look();
    EXPECT_EQ(world.counts_sent(), (counts{10}));
    world.answer();
    post_many(world, 1);
    world.look();
    EXPECT_EQ(world.counts_sent(), (counts{1})) << "the last request was small";
}

TEST(a_sender, sends_full_batches_whatever_the_brake_up_to_five_requests_at_once) {
    producer_world world({.batch_records = 100});
    world.know("t", 1);
    post_many(world, 100);
    world.look();
    world.answer();
    post_many(world, 650);
    world.look();
    EXPECT_EQ(world.counts_sent(), (counts{100, 100, 100, 100, 100}));
    world.answer();
    world.look();
    EXPECT_EQ(world.counts_sent(), (counts{100}));
    EXPECT_EQ(world.sent.size(), 5u);
}

TEST(a_sender, sends_what_is_open_when_memory_is_short_or_a_flush_waits) {
    producer_world world({.linger = 1h, .queue_bytes = 1000});
    world.know("t", 1);
    while (!world.post("t", {.value = "value"})) {}
    world.look();
    EXPECT_EQ(world.sent.size(), 1u);
    world.answer();
    world.look();
    post_many(world, 1);
    world.look();
    EXPECT_EQ(world.sent.size(), 0u);
    const auto cut = world.accumulator.under_way.cut();
    world.look();
    EXPECT_EQ(world.sent.size(), 1u);
    world.answer();
    world.look();
    EXPECT_FALSE(world.accumulator.under_way.wait(cut, {}));
}

TEST(a_sender, puts_many_partitions_into_one_request_up_to_its_size) {
    producer_world world({.request_bytes = 1000});
    world.know("t", 8);
    for (int p = 0; p < 8; ++p) world.post("t", {.value = std::string(200, 'v'), .partition = p});
    world.look();
    ASSERT_EQ(world.sent.size(), 2u);
    EXPECT_EQ(world.sent[0].batches.size(), 3u);
    EXPECT_LE(world.sent[0].bytes, 1000u);
}

TEST(a_sender, keeps_batches_of_a_topic_together) {
    producer_world world;
    world.know("a", 2);
    world.know("b", 2);
    for (const auto* topic : {"a", "b", "a", "b"})
        for (int p = 0; p < 2; ++p) world.post(topic, {.value = "v", .partition = p});
    world.look();
    ASSERT_EQ(world.sent.size(), 1u);
    const auto& batches = world.sent[0].batches;
    ASSERT_EQ(batches.size(), 4u);
    EXPECT_EQ(&batches[0]->owner.of, &batches[1]->owner.of);
    EXPECT_EQ(&batches[2]->owner.of, &batches[3]->owner.of);
}

TEST(a_sender, sends_nothing_before_it_has_an_identity) {
    producer_world world;
    world.knows_identity = false;
    world.know("t", 1);
    post_many(world, 1);
    EXPECT_TRUE(world.look().wants_identity);
    EXPECT_TRUE(world.sent.empty());
    world.sender.identity_known({5, 0});
    world.look();
    ASSERT_EQ(world.sent.size(), 1u);
    EXPECT_EQ(world.sent[0].batches[0]->sealed->header().producer_id, 5);
    EXPECT_EQ(world.sent[0].batches[0]->sealed->header().base_sequence, 0);
}

TEST(a_sender, needs_no_identity_when_it_is_not_idempotent) {
    producer_world world({.idempotent = false});
    world.know("t", 1);
    post_many(world, 1);
    EXPECT_FALSE(world.look().wants_identity);
    ASSERT_EQ(world.sent.size(), 1u);
    EXPECT_EQ(world.sent[0].batches[0]->sealed->header().producer_id, -1);
}

TEST(a_sender, compresses_before_it_sends) {
    producer_world world({.codec = kafka::compression::zstd});
    world.know("t", 1);
    for (int i = 0; i < 100; ++i) world.post("t", {.value = std::string(100, 'v')});
    const auto before = world.accumulator.memory.used();
    world.look();
    ASSERT_EQ(world.sent.size(), 1u);
    EXPECT_EQ(world.sent[0].batches[0]->sealed->header().codec(), kafka::compression::zstd);
    EXPECT_LT(world.sent[0].bytes, 1000u);
    EXPECT_LT(world.accumulator.memory.used(), before / 5) << "only what is still held counts";
    world.answer();
    world.look();
    EXPECT_EQ(world.accumulator.memory.used(), 0u);
}

TEST(a_sender, sends_nothing_to_a_broker_that_asks_for_a_pause) {
    producer_world world;
    world.know("t", 1);
    post_many(world, 1);
    world.look();
    world.answer();
    world.sender.throttled(1, world.time.now() + 50ms);
    post_many(world, 1);
    EXPECT_EQ(world.look().again_at, world.time.now() + 50ms);
    EXPECT_TRUE(world.sent.empty());
    world.time.pass(50ms);
    world.look();
    EXPECT_EQ(world.sent.size(), 1u);
}

TEST(a_sender, asks_for_old_metadata_again_when_something_is_to_be_sent) {
    producer_world world;
    auto& t = world.know("t", 1);
    world.look();
    world.time.pass(10min);
    EXPECT_TRUE(world.look().ask.empty()) << "idle costs nothing";
    post_many(world, 1);
    EXPECT_EQ(world.look().ask, std::vector{&t});
    EXPECT_EQ(world.sent.size(), 1u) << "what is known is good enough meanwhile";
}

TEST(a_sender, writes_to_partitions_that_were_added) {
    producer_world world({}, kafka::round_robin());
    world.know("t", 1);
    world.know("t", 3);
    for (int i = 0; i < 3; ++i) world.post("t", {.value = "v"});
    world.look();
    ASSERT_EQ(world.sent.size(), 1u);
    EXPECT_EQ(world.sent[0].batches.size(), 3u);
}
