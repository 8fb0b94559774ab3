#include "storage/producer_snapshot.hpp"
#include "storage/producer_table.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace storage = kafka::detail::storage;
using kafka::detail::record::batch_header;
using storage::errc;

namespace {

constexpr auto largest = std::numeric_limits<std::int32_t>::max();

struct sent {
    std::int32_t sequence = 0;
    std::int32_t records = 1;
    std::int16_t epoch = 0;
    std::int64_t producer = 7;
    std::int16_t attributes = 0;
};

class producers : public testing::Test {
protected:
    storage::producer_table table;
    std::int64_t end = 0;

    batch_header header(const sent& s) const {
        batch_header h;
        h.base_offset = end;
        h.last_offset_delta = s.records - 1;
        h.producer_id = s.producer;
        h.producer_epoch = s.epoch;
        h.base_sequence = s.sequence;
        h.max_timestamp = 1'000 + end;
        h.attributes = s.attributes;
        return h;
    }

    storage::producer_verdict check(const sent& s) const { return table.check(header(s)); }

    storage::producer_verdict send(const sent& s) {
        const auto verdict = check(s);
        if (verdict.error || verdict.duplicate) return verdict;
        const auto h = header(s);
        table.add(h);
        end = h.next_offset();
        return verdict;
    }
};

constexpr auto transactional = kafka::detail::record::transactional_bit;

} // namespace

TEST_F(producers, that_do_not_say_who_they_are_may_send_anything) {
    EXPECT_FALSE(send({.sequence = -1, .epoch = -1, .producer = -1}).error);
    EXPECT_EQ(table.size(), 0u);
}

TEST_F(producers, continue_where_they_were) {
    EXPECT_FALSE(send({.sequence = 0, .records = 5}).error);
    EXPECT_FALSE(send({.sequence = 5}).error);
    EXPECT_EQ(check({.sequence = 7}).error, errc::out_of_order_sequence);
    EXPECT_EQ(check({.sequence = 4, .records = 2}).error, errc::out_of_order_sequence);
}

TEST_F(producers, that_repeat_one_of_their_last_five_batches_learn_where_it_is) {
    for (std::int32_t i = 0; i < 6; ++i) send({.sequence = 2 * i, .records = 2});
    for (std::int32_t i = 1; i < 6; ++i) {
        const auto again = check({.sequence = 2 * i, .records = 2});
        ASSERT_TRUE(again.duplicate) << i;
        EXPECT_EQ(again.duplicate->base_offset(), 2 * i);
        EXPECT_FALSE(again.error);
    }
    EXPECT_EQ(check({.sequence = 0, .records = 2}).error, errc::out_of_order_sequence);
}

TEST_F(producers, wrap_from_the_largest_sequence_to_zero) {
    EXPECT_FALSE(send({.sequence = largest - 1, .records = 2}).error);
    EXPECT_FALSE(send({.sequence = 0}).error);
}

TEST_F(producers, wrap_within_a_batch) {
    EXPECT_FALSE(send({.sequence = largest, .records = 3}).error);
    EXPECT_TRUE(check({.sequence = largest, .records = 3}).duplicate);
    EXPECT_FALSE(send({.sequence = 2}).error);
}

TEST_F(producers, of_an_earlier_epoch_are_fenced) {
    send({.sequence = 0, .epoch = 3});
    EXPECT_EQ(check({.sequence = 1, .epoch = 2}).error, errc::invalid_producer_epoch);
}

TEST_F(producers, of_a_later_epoch_begin_at_zero) {
    send({.sequence = 0, .records = 3});
    EXPECT_EQ(check({.sequence = 3, .epoch = 1}).error, errc::out_of_order_sequence);
    EXPECT_FALSE(send({.sequence = 0, .records = 3, .epoch = 1}).error);
    EXPECT_FALSE(send({.sequence = 3, .epoch = 1}).error);
    EXPECT_EQ(check({.sequence = 3}).error, errc::invalid_producer_epoch);
}

TEST_F(producers, that_are_not_known_may_begin_anywhere) {
    EXPECT_FALSE(send({.sequence = 42}).error);
    EXPECT_FALSE(send({.sequence = 43}).error);
}

TEST_F(producers, are_forgotten_when_they_have_been_silent_for_long) {
    send({.sequence = 0, .producer = 1});
    end = 500;
    send({.sequence = 0, .producer = 2});
    table.expire(2'200, 1'000);
    EXPECT_EQ(table.find(1), nullptr);
    EXPECT_NE(table.find(2), nullptr);
    EXPECT_FALSE(send({.sequence = 9, .producer = 1}).error);
}

TEST_F(producers, keep_a_transaction_open_until_its_marker) {
    EXPECT_EQ(table.first_open_offset(), std::nullopt);
    send({.sequence = 0, .records = 4, .attributes = transactional});
    send({.sequence = 4, .attributes = transactional});
    send({.sequence = 0, .producer = 8, .attributes = transactional});
    EXPECT_EQ(table.first_open_offset(), 0);
    EXPECT_EQ(check({.sequence = 5}).error, errc::wrong_transaction_state);
    table.end_transaction({7, 0, 1, 2'000});
    EXPECT_EQ(table.first_open_offset(), 5);
    EXPECT_FALSE(check({.sequence = 5}).error);
    EXPECT_EQ(table.find(7)->coordinator_epoch, 1);
}

TEST_F(producers, with_an_open_transaction_are_not_forgotten) {
    send({.sequence = 0, .attributes = transactional});
    table.expire(1'000'000, 1);
    EXPECT_EQ(table.size(), 1u);
}

TEST_F(producers, whose_epoch_a_marker_has_raised_begin_at_zero) {
    send({.sequence = 0, .records = 4, .attributes = transactional});
    table.end_transaction({7, 1, 1, 2'000});
    EXPECT_EQ(check({.sequence = 4, .epoch = 1}).error, errc::out_of_order_sequence);
    EXPECT_FALSE(check({.sequence = 0, .epoch = 1}).error);
}

TEST_F(producers, are_the_same_after_a_snapshot_but_for_older_batches) {
    for (std::int32_t i = 0; i < 3; ++i) send({.sequence = 2 * i, .records = 2, .epoch = 4});
    send({.sequence = 0, .producer = 8, .attributes = transactional});
    const auto bytes = storage::encode_snapshot(table);
    EXPECT_EQ(bytes.size(), 10u + 2 * 46);
    const auto read = storage::decode_snapshot(bytes);
    ASSERT_TRUE(read);
    table = *read;
    EXPECT_EQ(table.first_open_offset(), 6);
    EXPECT_TRUE(check({.sequence = 4, .records = 2, .epoch = 4}).duplicate);
    EXPECT_FALSE(check({.sequence = 6, .epoch = 4}).error);
    EXPECT_EQ(storage::decode_snapshot(storage::encode_snapshot(table))->entries(),
              table.entries());
}

TEST_F(producers, are_not_taken_from_a_snapshot_with_any_bit_changed_or_any_byte_missing) {
    send({.sequence = 0});
    const auto bytes = storage::encode_snapshot(table);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        auto bent = bytes;
        bent[bit / 8] ^= static_cast<std::byte>(1u << bit % 8);
        EXPECT_FALSE(storage::decode_snapshot(bent)) << bit;
    }
    for (std::size_t n = 0; n < bytes.size(); ++n)
        EXPECT_FALSE(storage::decode_snapshot(std::span(bytes).first(n))) << n;
}
