#include "record/batch_view.hpp"
#include "record/control.hpp"
#include "record/record_view.hpp"

#include <gtest/gtest.h>

namespace rec = kafka::detail::record;

namespace {

rec::batch_view only_batch(const std::vector<std::byte>& bytes) {
    rec::batch_cursor batches{bytes};
    const auto batch = batches.next();
    EXPECT_TRUE(batch);
    EXPECT_TRUE(batch->crc_matches());
    EXPECT_EQ(batches.position(), bytes.size());
    return *batch;
}

rec::record_view only_record(const rec::batch_view& batch) {
    rec::record_cursor records(batch.header, batch.records());
    rec::record_view out, second;
    EXPECT_TRUE(records.next(out));
    EXPECT_FALSE(records.next(second));
    EXPECT_EQ(records.error(), rec::errc::ok);
    return out;
}

} // namespace

TEST(a_transaction_marker, says_how_the_transaction_ended_and_for_whom) {
    const rec::batch_place place{.base_offset = 70,
                                 .leader_epoch = 3,
                                 .timestamp_ms = 1700000000000,
                                 .producer = {.id = 4711, .epoch = 2, .base_sequence = 5}};
    const auto bytes = rec::make_transaction_marker(place, rec::control_type::commit, 9);
    const auto batch = only_batch(bytes);
    EXPECT_TRUE(batch.header.is_control());
    EXPECT_TRUE(batch.header.is_transactional());
    EXPECT_EQ(batch.header.producer_id, 4711);
    EXPECT_EQ(batch.header.producer_epoch, 2);
    EXPECT_EQ(batch.header.base_sequence, -1);
    EXPECT_EQ(batch.header.partition_leader_epoch, 3);
    const auto mark = only_record(batch);
    EXPECT_EQ(mark.offset, 70);
    EXPECT_EQ(rec::read_control_type(mark.key), rec::control_type::commit);
    EXPECT_EQ(rec::read_coordinator_epoch(mark.value), 9);
}

TEST(a_control_batch, holds_the_value_as_given) {
    const std::byte value[] = {std::byte{1}, std::byte{2}};
    const auto bytes = rec::make_control_batch({.base_offset = 0, .leader_epoch = 1},
                                               rec::control_type::leader_change, value);
    const auto batch = only_batch(bytes);
    EXPECT_TRUE(batch.header.is_control());
    EXPECT_FALSE(batch.header.is_transactional());
    EXPECT_EQ(rec::read_control_type(only_record(batch).key), rec::control_type::leader_change);
    EXPECT_EQ(only_record(batch).value, kafka::bytes_view(std::span(value)));
}

TEST(a_control_key, of_a_later_kafka_is_unknown_and_a_short_one_is_refused) {
    using namespace std::string_view_literals;
    EXPECT_EQ(rec::read_control_type("\0\0\0\x63"sv), rec::control_type::unknown);
    EXPECT_EQ(rec::read_control_type("\0\1\0\0"sv), rec::control_type::abort);
    EXPECT_EQ(rec::read_control_type("\0\0\0"sv), std::nullopt);
    EXPECT_EQ(rec::read_control_type("\xff\0\0\0"sv), std::nullopt);
    EXPECT_EQ(rec::read_control_type(nullptr), std::nullopt);
}

TEST(make_batch, gives_consecutive_offsets_and_keeps_nulls_and_headers) {
    const kafka::header headers[] = {{"h", "1"}, {"h", nullptr}, {"", ""}};
    const kafka::record records[] = {{.key = nullptr, .value = ""},
                                     {.key = "",
                                      .value = nullptr,
                                      .headers = headers,
                                      .timestamp = kafka::timestamp(std::chrono::milliseconds(5))}};
    const auto bytes =
        rec::make_batch({.base_offset = 100, .leader_epoch = 7, .timestamp_ms = 50}, records);
    const auto batch = only_batch(bytes);
    EXPECT_EQ(batch.header.base_timestamp, 50);
    EXPECT_EQ(batch.header.max_timestamp, 50);
    EXPECT_EQ(batch.header.next_offset(), 102);
    rec::record_cursor cursor(batch.header, batch.records());
    rec::record_view r;
    ASSERT_TRUE(cursor.next(r));
    EXPECT_EQ(r.offset, 100);
    EXPECT_EQ(r.timestamp, 50);
    EXPECT_TRUE(r.key.is_null());
    EXPECT_FALSE(r.value.is_null());
    ASSERT_TRUE(cursor.next(r));
    EXPECT_EQ(r.offset, 101);
    EXPECT_EQ(r.timestamp, 5);
    EXPECT_FALSE(r.key.is_null());
    EXPECT_TRUE(r.value.is_null());
    std::vector<kafka::header> seen;
    for (const auto& h : r.headers) seen.push_back(h);
    EXPECT_EQ(seen, std::vector<kafka::header>(std::begin(headers), std::end(headers)));
    EXPECT_FALSE(cursor.next(r));
    EXPECT_EQ(cursor.error(), rec::errc::ok);
}

TEST(make_batch, of_nothing_is_nothing) { EXPECT_TRUE(rec::make_batch({}, {}).empty()); }
