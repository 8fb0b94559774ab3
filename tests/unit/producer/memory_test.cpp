// What records cost in allocations and bytes, from a call to the request that carries them away.
#include "producer/produce_message.hpp"
#include "support/allocations.hpp"
#include "support/producer_world.hpp"

#include <gtest/gtest.h>

using namespace kafka::testing;
using kafka::test::allocations;

namespace {

const std::string hundred(100, 'v');

struct counted_outcomes {
    std::size_t good = 0;
    kafka::delivery_callback callback() {
        return {[](void* to, const kafka::delivery& d) {
                    static_cast<counted_outcomes*>(to)->good += d.error ? 0 : 1;
                },
                this};
    }
};

/// Of a producer that has been running for a while: from posting to telling every record.
std::size_t allocations_for(std::uint32_t records_in_batch, int batches, kafka::compression codec) {
    producer_world world({.batch_records = records_in_batch, .codec = codec});
    world.know("t", 1);
    counted_outcomes outcomes;
    const kafka::header headers[] = {{"trace", "abc"}};
    const kafka::record r{.key = "key", .value = hundred, .headers = headers, .partition = 0};
    const auto run = [&](int count) {
        for (int b = 0; b < count; ++b) {
            for (std::uint32_t i = 0; i < records_in_batch; ++i)
                EXPECT_FALSE(world.post("t", r, outcomes.callback()));
            world.look();
            world.answer();
            world.look();
        }
    };
    run(3);
    const auto before = allocations();
    run(batches);
    const auto after = allocations();
    EXPECT_EQ(outcomes.good, static_cast<std::size_t>(3 + batches) * records_in_batch);
    return after - before;
}

} // namespace

TEST(producing, allocates_for_a_batch_and_not_for_its_records) {
    constexpr int batches = 20;
    for (const auto codec : {kafka::compression::none, kafka::compression::lz4}) {
        const auto few = allocations_for(10, batches, codec);
        const auto many = allocations_for(2000, batches, codec);
        EXPECT_LE(few, 40u * batches) << to_string(codec);
        EXPECT_LE(many, few + 20u * batches) << to_string(codec); // larger chunks, no more
    }
}

TEST(a_hundred_thousand_partitions, with_a_record_each_take_less_than_200_mib) {
    constexpr int topics = 100, partitions = 1000;
    const auto before = kafka::test::bytes_held();
    kafka::test::forget_most_bytes_held();
    producer_world world;
    std::vector<producer::produce_message> messages;
    for (int t = 0; t < topics; ++t) {
        const auto name = "topic-" + std::to_string(t);
        world.know(name, partitions, 1 + t % 10);
        for (int p = 0; p < partitions; ++p)
            ASSERT_FALSE(world.post(name, {.value = hundred, .partition = p}));
    }
    const auto open = kafka::test::bytes_held() - before;
    while (world.sent.empty() || !world.counts_sent().empty()) world.look();
    for (const auto& request : world.sent)
        messages.push_back(producer::produce_message_of(request, world.accumulator.options(), {}));
    std::size_t sent = 0;
    for (const auto& request : world.sent) sent += request.records;
    EXPECT_EQ(sent, std::size_t{topics} * partitions);
    EXPECT_LT(open, std::ptrdiff_t{150} << 20);
    EXPECT_LT(kafka::test::most_bytes_held() - before, std::ptrdiff_t{200} << 20);
}
