#include "consumer/buffered.hpp"
#include "support/fetched_records.hpp"

#include <gtest/gtest.h>

using namespace kafka::testing;
using kafka::detail::consumer::buffered;

TEST(what_is_buffered, comes_out_in_the_order_in_which_it_came) {
    buffered b;
    b.push(piece_of(batch_at(0, {"a"}), 0, 1, 7), 1);
    b.push(piece_of(batch_at(0, {"b"}), 0, 1, 3), 2);
    EXPECT_EQ(b.pop()->partition, 7);
    EXPECT_EQ(b.pop()->partition, 3);
    EXPECT_FALSE(b.pop());
}

TEST(what_is_buffered, is_counted_for_the_broker_that_gave_it) {
    buffered b;
    const auto batch = batch_at(0, {"a"});
    b.push(piece_of(batch, 0, 1), 1);
    b.push(piece_of(batch, 0, 1), 1);
    b.push(piece_of(batch, 0, 1), 2);
    EXPECT_EQ(b.bytes_of(1), 2 * batch.size());
    b.pop();
    EXPECT_EQ(b.bytes_of(1), batch.size());
    EXPECT_EQ(b.bytes_of(3), 0u);
}

TEST(what_is_buffered, of_a_partition_can_be_dropped) {
    buffered b;
    b.push(piece_of(batch_at(0, {"a"}), 0, 1, 0), 1);
    b.push(piece_of(batch_at(0, {"b"}), 0, 1, 1), 1);
    b.push(piece_of(batch_at(1, {"c"}), 1, 2, 0), 1);
    b.drop(0);
    EXPECT_EQ(b.pop()->partition, 1);
    EXPECT_TRUE(b.empty());
    EXPECT_EQ(b.bytes_of(1), 0u);
}

TEST(what_is_buffered, takes_in_that_nothing_to_deliver_follows_its_last_piece) {
    buffered b;
    EXPECT_FALSE(b.extend(0, 5));
    b.push(piece_of(batch_at(0, {"a"}), 0, 1, 0), 1);
    b.push(piece_of(batch_at(1, {"b"}), 1, 2, 0), 1);
    EXPECT_TRUE(b.extend(0, 5));
    EXPECT_EQ(b.pop()->next, 1);
    EXPECT_EQ(b.pop()->next, 5);
}
