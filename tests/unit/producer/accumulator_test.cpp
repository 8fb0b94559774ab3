#include "support/allocations.hpp"
#include "support/producer_world.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

#include <malloc.h>

#include <set>
#include <thread>

namespace producer = kafka::detail::producer;
using kafka::testing::producer_world;
using kafka::testing::told;
using namespace std::chrono_literals;

namespace {

const std::string hundred(100, 'v');

} // namespace

TEST(an_accumulator, wakes_the_sender_once_for_an_opened_batch) {
    producer_world world;
    world.know("t", 1);
    world.look();
    world.wakes = 0;
    for (int i = 0; i < 100; ++i) EXPECT_FALSE(world.post("t", {.value = hundred}));
    EXPECT_EQ(world.wakes, 1);
    world.look();
    EXPECT_EQ(world.sent.size(), 1u);
    for (int i = 0; i < 100; ++i) EXPECT_FALSE(world.post("t", {.value = hundred}));
    EXPECT_EQ(world.wakes, 2);
}

TEST(an_accumulator, allocates_nothing_per_record) {
    producer_world world;
    world.know("t", 4);
    world.post("t", {.value = hundred});
    const kafka::header headers[] = {{"trace", "abc"}};
    told outcomes;
    const auto before = kafka::test::allocations();
    for (int i = 0; i < 5000; ++i)
        world.post("t", {.value = hundred, .headers = headers}, outcomes.callback());
    EXPECT_LT(kafka::test::allocations() - before, 60u); // a batch or two, and their chunks
}

TEST(an_accumulator, says_that_memory_is_used_up_and_takes_more_when_it_is_free) {
    producer_world world({.queue_bytes = 2000});
    world.know("t", 1);
    int taken = 0;
    while (!world.post("t", {.value = hundred})) ++taken;
    EXPECT_GT(taken, 10);
    EXPECT_EQ(world.post("t", {.value = hundred}), kafka::errc::queue_full);
    EXPECT_LE(world.accumulator.memory.used(), 2000u);
    world.look();
    world.answer();
    world.look();
    EXPECT_EQ(world.accumulator.memory.used(), 0u);
    EXPECT_FALSE(world.post("t", {.value = hundred}));
}

TEST(an_accumulator, waits_for_memory_as_long_as_the_context_says) {
    producer_world world({.queue_bytes = 1000});
    auto& t = world.know("t", 1);
    while (!world.post("t", {.value = hundred})) {}
    const kafka::record r{.value = hundred};
    producer::posting p{.what = &r, .timestamp_ms = 1};
    std::uint32_t part = 0;
    EXPECT_EQ(world.accumulator.place(t, p, part, kafka::context::after(-1s)),
              kafka::errc::timed_out);
    EXPECT_EQ(p.held, 0u);
    std::thread waiter([&] { EXPECT_FALSE(world.accumulator.place(t, p, part, {})); });
    const auto full = world.accumulator.memory.used();
    world.look();
    world.answer();
    world.look();
    waiter.join();
    EXPECT_LT(world.accumulator.memory.used(), full);
    EXPECT_GT(world.accumulator.memory.used(), 0u);
}

TEST(an_accumulator, refuses_a_record_that_no_batch_can_hold) {
    producer_world world({.batch_bytes = 1000});
    world.know("t", 1);
    const auto largest = 1000 - 61 - 2 - 1 - 1 - 1 - 1 - 2 - 1; // header, and the record's fields
    EXPECT_FALSE(world.post("t", {.value = std::string(largest, 'v')}));
    EXPECT_EQ(world.post("t", {.value = std::string(largest + 1, 'v')}),
              kafka::errc::message_too_large);
    world.look();
    EXPECT_EQ(world.sent[0].bytes, 1000u);
}

TEST(an_accumulator, puts_a_record_where_it_is_told_to_or_says_that_there_is_no_such_place) {
    producer_world world;
    world.know("t", 3);
    EXPECT_FALSE(world.post("t", {.value = "v", .partition = 2}));
    EXPECT_EQ(world.post("t", {.value = "v", .partition = 3}),
              kafka::broker_errc::unknown_topic_or_partition);
    world.look();
    ASSERT_EQ(world.sent.size(), 1u);
    EXPECT_EQ(world.sent[0].batches[0]->owner.id, 2);
}

TEST(an_accumulator, fails_a_record_for_which_the_users_function_names_no_partition) {
    producer_world world({}, kafka::balance_by([](const auto&, auto) { return 99; }));
    world.know("t", 3);
    EXPECT_EQ(world.post("t", {.value = "v"}), kafka::broker_errc::unknown_topic_or_partition);
}

TEST(an_accumulator, fills_one_partition_after_another_without_keys) {
    producer_world world({.batch_bytes = 1000});
    world.know("t", 5);
    for (int i = 0; i < 100; ++i) world.post("t", {.value = hundred});
    world.look();
    std::set<std::int32_t> partitions;
    for (const auto& request : world.sent)
        for (const auto* b : request.batches) {
            EXPECT_EQ(b->record_count, b == world.sent.back().batches.back() ? b->record_count : 8);
            partitions.insert(b->owner.id);
        }
    EXPECT_GT(partitions.size(), 3u);
}

TEST(an_accumulator, keeps_records_of_an_unknown_topic_within_the_budget) {
    producer_world world({.queue_bytes = 4000});
    told outcomes;
    int taken = 0;
    while (!world.post("t", {.key = "k", .value = hundred}, outcomes.callback())) ++taken;
    EXPECT_GT(taken, 4);
    EXPECT_EQ(world.look().ask.size(), 1u);
    auto& t = world.know("t", 2);
    auto plan = world.look();
    ASSERT_EQ(plan.replay, std::vector{&t});
    EXPECT_EQ(t.table(), nullptr) << "nobody may overtake those who wait";
    world.accumulator.replay(t, [](const auto&, auto) { FAIL(); });
    EXPECT_NE(t.table(), nullptr);
    world.look();
    ASSERT_EQ(world.sent.size(), 1u);
    world.answer();
    world.look();
    EXPECT_EQ(outcomes.outcomes.size(), static_cast<std::size_t>(taken));
    EXPECT_EQ(world.accumulator.memory.used(), 0u);
}

TEST(an_accumulator, copies_everything_of_a_record_that_has_to_wait) {
    producer_world world;
    {
        std::string key = "key", value = "value", name = "name";
        const kafka::header headers[] = {{name, value}, {"null", nullptr}};
        world.post("t", {.key = key,
                         .value = nullptr,
                         .headers = headers,
                         .timestamp = kafka::timestamp(std::chrono::milliseconds(77))});
        key = value = name = "XXXXX";
    }
    auto& t = world.know("t", 1);
    const auto waiting = t.waiting.take_all();
    ASSERT_EQ(waiting.size(), 1u);
    const auto p = waiting[0].as_posting();
    EXPECT_EQ(p.what->key, "key");
    EXPECT_TRUE(p.what->value.is_null());
    EXPECT_EQ(p.timestamp_ms, 77);
    ASSERT_EQ(p.what->headers.size(), 2u);
    EXPECT_EQ(p.what->headers[0], (kafka::header{"name", "value"}));
    EXPECT_EQ(p.what->headers[1], (kafka::header{"null", nullptr}));
}

TEST(an_accumulator, keeps_a_flush_waiting_for_records_that_waited_for_their_topic) {
    producer_world world;
    world.post("t", {.value = "early"});
    auto& under_way = world.accumulator.under_way;
    const auto cut = under_way.cut();
    auto& t = world.know("t", 1);
    world.look();
    world.accumulator.replay(t, [](const auto&, auto) {});
    EXPECT_EQ(under_way.wait(cut, kafka::context::after(-1s)), kafka::errc::timed_out);
    world.look();
    world.answer();
    world.look();
    const auto again = under_way.cut();
    EXPECT_FALSE(under_way.wait(again, kafka::context::after(-1s)));
}

TEST(an_accumulator, takes_nothing_once_it_is_closed) {
    producer_world world;
    world.know("t", 1);
    world.accumulator.close();
    EXPECT_EQ(world.post("t", {.value = "v"}), kafka::errc::closed);
}

TEST(an_accumulator, lets_many_threads_write_to_one_partition) {
    producer_world world;
    world.know("t", 1);
    std::vector<std::thread> threads;
    for (int n = 0; n < 4; ++n)
        threads.emplace_back([&] {
            for (int i = 0; i < 5000; ++i) EXPECT_FALSE(world.post("t", {.value = "0123456789"}));
        });
    for (auto& t : threads) t.join();
    world.look();
    std::size_t records = 0;
    for (const auto& request : world.sent) records += request.records;
    EXPECT_EQ(records, 20000u);
}

TEST(a_producer, holds_a_record_in_each_of_a_hundred_thousand_partitions_in_200_MiB) {
    constexpr int partitions = 100'000;
    const auto in_use = [] { return mallinfo2().uordblks; };
    const auto before = in_use();
    producer_world world;
    world.know("t", partitions);
    for (int i = 0; i < partitions; ++i)
        ASSERT_FALSE(world.post("t", {.value = hundred, .partition = i}));
    EXPECT_LT(in_use() - before, std::size_t{150} << 20);
    world.look();
    std::size_t records = 0;
    while (!world.sent.empty()) {
        for (const auto& r : world.sent) records += r.records;
        EXPECT_LT(in_use() - before, std::size_t{200} << 20);
        while (!world.sent.empty()) world.answer();
        world.look();
    }
    EXPECT_EQ(records, static_cast<std::size_t>(partitions));
    EXPECT_EQ(world.accumulator.memory.used(), 0u);
}
