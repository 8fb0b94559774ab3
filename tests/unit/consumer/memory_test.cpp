// What the messages of a fetched piece cost in allocations, from the piece to the message.
#include "consumer/message_walk.hpp"
#include "support/allocations.hpp"
#include "support/fetched_records.hpp"

#include <gtest/gtest.h>

using namespace kafka::testing;
using namespace kafka::detail::consumer;
using kafka::compression;

namespace {

constexpr int batches = 20;

fetched piece_with(int records_in_batch, compression codec) {
    const std::string value(100, 'v');
    const kafka::header headers[] = {{"trace", "abc"}};
    const std::vector<kafka::record> records(
        static_cast<std::size_t>(records_in_batch),
        kafka::record{.key = "key", .value = value, .headers = headers});
    record_bytes all;
    for (int i = 0; i < batches; ++i) {
        const auto one = kafka::detail::record::make_batch(
            {.base_offset = std::int64_t{i} * records_in_batch}, records, codec);
        all.insert(all.end(), one.begin(), one.end());
    }
    return piece_of(std::move(all), 0, std::int64_t{batches} * records_in_batch);
}

/// For walking every message of a piece.
std::size_t allocations_for(int records_in_batch, compression codec) {
    auto piece = piece_with(records_in_batch, codec);
    const auto before = kafka::test::allocations();
    message_walk walk(record_walk(std::move(piece), {}));
    int n = 0;
    while (walk.next()) {
        EXPECT_EQ(walk.current().value.size(), 100u);
        EXPECT_EQ(walk.current().headers.size(), 1u);
        ++n;
    }
    EXPECT_EQ(n, batches * records_in_batch);
    return kafka::test::allocations() - before;
}

} // namespace

TEST(walking_messages, allocates_nothing_when_they_are_not_compressed) {
    EXPECT_EQ(allocations_for(1000, compression::none), 0u);
}

TEST(walking_messages, allocates_for_a_compressed_batch_and_not_for_its_messages) {
    for (const auto codec :
         {compression::gzip, compression::snappy, compression::lz4, compression::zstd}) {
        allocations_for(1000, codec); // what a thread makes once
        const auto few = allocations_for(10, codec);
        const auto many = allocations_for(1000, codec);
        EXPECT_LE(few, 10u * batches) << to_string(codec);
        EXPECT_LE(many, few + 10u * batches) << to_string(codec);
    }
}
