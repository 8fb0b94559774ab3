#include "record/batch_builder.hpp"
#include "record/batch_view.hpp"
#include "record/compressor.hpp"
#include "record/record_view.hpp"
#include "support/allocations.hpp"
#include "wire/byte_order.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace rec = kafka::detail::record;
namespace wire = kafka::detail::wire;
using kafka::compression;
using byte_vector = std::vector<std::byte>;

namespace {

byte_vector batch_at(std::int64_t base_offset, int count = 3) {
    const kafka::header headers[] = {{"h", "1"}, {"i", nullptr}};
    const std::vector<kafka::record> records(static_cast<std::size_t>(count),
                                             {.key = "key", .value = "value", .headers = headers});
    return rec::make_batch({.base_offset = base_offset, .timestamp_ms = 1000}, records);
}

/// A batch with this records area, whatever it holds.
byte_vector batch_with(const byte_vector& area, std::int32_t count) {
    byte_vector out(rec::batch_header_size);
    out.insert(out.end(), area.begin(), area.end());
    rec::batch_header h;
    h.record_count = count;
    h.last_offset_delta = count - 1;
    rec::finish_batch(out, h);
    return out;
}

/// Walks everything as a consumer does, and says how it ended.
struct walk_result {
    int records = 0;
    rec::errc error = rec::errc::ok;
};
walk_result walk(wire::bytes from) {
    walk_result out;
    rec::batch_cursor batches(from);
    while (const auto batch = batches.next()) {
        if (!batch->crc_matches()) return {out.records, rec::errc::bad_crc};
        rec::record_cursor records(batch->header, batch->records());
        for (rec::record_view r; records.next(r); ++out.records)
            for (const auto& h : r.headers) EXPECT_LE(h.value.size(), from.size());
        if (records.error() != rec::errc::ok) return {out.records, records.error()};
    }
    out.error = batches.error();
    return out;
}

byte_vector area_of(std::initializer_list<int> bytes) {
    byte_vector out;
    for (int b : bytes) out.push_back(static_cast<std::byte>(b));
    return out;
}

} // namespace

TEST(a_walk_over_batches, hands_out_every_whole_batch) {
    auto log = batch_at(10);
    const auto second = batch_at(13);
    log.insert(log.end(), second.begin(), second.end());
    rec::batch_cursor batches{log};
    EXPECT_EQ(batches.next()->header.base_offset, 10);
    EXPECT_EQ(batches.position(), log.size() - second.size());
    EXPECT_EQ(batches.next()->header.base_offset, 13);
    EXPECT_FALSE(batches.next());
    EXPECT_EQ(batches.error(), rec::errc::ok);
    EXPECT_TRUE(batches.rest().empty());
}

TEST(a_walk_over_batches, calls_every_cut_of_the_last_batch_truncated) {
    auto log = batch_at(10);
    const auto whole = log.size();
    const auto second = batch_at(13);
    log.insert(log.end(), second.begin(), second.end());
    for (auto n = whole + 1; n < log.size(); ++n) {
        const auto seen = walk(std::span(log).first(n));
        EXPECT_EQ(seen.error, rec::errc::truncated) << n;
        EXPECT_EQ(seen.records, 3) << n;
    }
}

TEST(a_walk_over_batches, tells_damage_from_truncation) {
    auto log = batch_at(0);
    for (std::int32_t length : {-1, 0, 13, 48}) {
        wire::store(log.data() + 8, length);
        EXPECT_EQ(walk(log).error, rec::errc::bad_length) << length;
    }
    log = batch_at(0);
    for (int magic : {-1, 3, 127}) {
        log[16] = static_cast<std::byte>(magic);
        EXPECT_EQ(walk(log).error, rec::errc::bad_magic) << magic;
    }
    log[16] = std::byte{1};
    EXPECT_EQ(walk(log).error, rec::errc::old_magic);
}

TEST(a_flipped_bit, is_found_unless_it_is_in_what_the_broker_sets) {
    const auto good = batch_at(0);
    for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
        auto bad = good;
        bad[bit / 8] ^= static_cast<std::byte>(1 << (bit % 8));
        const auto at = bit / 8;
        const bool set_by_broker = at < 8 || (at >= 12 && at < 16); // base offset, leader epoch
        EXPECT_EQ(walk(bad).error == rec::errc::ok, set_by_broker) << at;
    }
}

TEST(a_batch_whose_crc_was_made_to_match, never_leads_outside_its_bytes) {
    const auto good = batch_at(0);
    for (std::size_t at = rec::crc_covers_from; at < good.size(); ++at)
        for (int value : {0, 1, 0x7f, 0x80, 0xff}) {
            // A copy of its exact size, so that a sanitizer sees a read past its end.
            auto bad = std::make_unique<std::byte[]>(good.size());
            std::copy(good.begin(), good.end(), bad.get());
            bad[at] = static_cast<std::byte>(value);
            const std::span<std::byte> batch(bad.get(), good.size());
            rec::finish_batch(batch, *rec::read_batch_header(batch));
            EXPECT_LE(walk(batch).records, 3);
        }
}

TEST(a_count, that_is_a_lie_is_found_and_bounded) {
    for (std::int32_t count : {2, 4, 1'000'000'000, std::numeric_limits<std::int32_t>::max()}) {
        auto batch = batch_at(0);
        auto h = *rec::read_batch_header(batch);
        h.record_count = count;
        rec::finish_batch(batch, h);
        EXPECT_EQ(walk(batch).error, rec::errc::bad_count) << count;
        const auto records = wire::bytes{batch}.subspan(rec::batch_header_size);
        EXPECT_LE(rec::record_cursor(h, records).count_bound(), 10u);
    }
    EXPECT_EQ(walk(batch_with({}, -1)).error, rec::errc::bad_count);
    EXPECT_EQ(walk(batch_with({}, 0)).error, rec::errc::ok);
}

TEST(a_record, whose_fields_do_not_fill_its_length_is_refused) {
    EXPECT_EQ(walk(batch_with(area_of({12, 0, 0, 0, 1, 1, 0}), 1)).records, 1);
    const byte_vector bad[] = {
        area_of({10, 0, 0, 0, 1, 1, 0}),         // one byte short
        area_of({14, 0, 0, 0, 1, 1, 0}),         // runs out of the area
        area_of({14, 0, 0, 0, 1, 1, 0, 0}),      // a byte left over
        area_of({11, 0, 0, 0, 1, 1, 0}),         // negative length
        area_of({12, 0, 0, 0, 3, 1, 0}),         // key of length -2
        area_of({12, 0, 0, 0, 40, 1, 0}),        // key longer than the record
        area_of({12, 0, 0, 0, 1, 1, 1}),         // -1 headers
        area_of({12, 0, 0, 0, 1, 1, 126}),       // 63 headers
        area_of({16, 0, 0, 0, 1, 1, 2, 1, 1}),   // a header whose key is null
        area_of({16, 0, 0, 0, 1, 1, 2, 0, 3}),   // a header's value of length -2
        area_of({0x80, 0x80, 0x80, 0x80, 0x80}), // a length that never ends
        area_of({0}),                            // no fields at all
    };
    for (const auto& area : bad)
        EXPECT_EQ(walk(batch_with(area, 1)).error, rec::errc::bad_record) << area.size();
}

TEST(a_record, keeps_null_and_empty_apart) {
    const auto batch =
        rec::make_batch({}, std::array<kafka::record, 2>{
                                {{.key = nullptr, .value = ""}, {.key = "", .value = nullptr}}});
    rec::record_cursor records(*rec::read_batch_header(batch),
                               wire::bytes{batch}.subspan(rec::batch_header_size));
    rec::record_view r;
    ASSERT_TRUE(records.next(r));
    EXPECT_TRUE(r.key.is_null());
    EXPECT_EQ(r.value, kafka::bytes_view(""));
    ASSERT_TRUE(records.next(r));
    EXPECT_EQ(r.key, kafka::bytes_view(""));
    EXPECT_TRUE(r.value.is_null());
}

TEST(a_record, has_the_batchs_time_when_the_log_stamps_it) {
    auto batch = batch_at(0);
    auto h = *rec::read_batch_header(batch);
    h.attributes |= rec::log_append_time_bit;
    h.max_timestamp = 5555;
    rec::record_cursor records(h, wire::bytes{batch}.subspan(rec::batch_header_size));
    rec::record_view r;
    ASSERT_TRUE(records.next(r));
    EXPECT_EQ(r.timestamp, 5555);
}

TEST(extreme_timestamps_and_offsets, survive_the_way_through_a_batch) {
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t far = std::numeric_limits<std::int32_t>::max();
    rec::batch_builder builder(most - far);
    ASSERT_EQ(builder.append({.value = "a"}, most - far, most), rec::errc::ok);
    ASSERT_EQ(builder.append({.value = "b"}, most, least), rec::errc::ok);
    EXPECT_EQ(builder.append({.value = "c"}, most - 5, 0), rec::errc::bad_record);
    const auto batch = std::move(builder).build({});
    const auto h = *rec::read_batch_header(batch);
    EXPECT_EQ(h.max_timestamp, most);
    EXPECT_EQ(h.last_offset(), most);
    rec::record_cursor records(h, wire::bytes{batch}.subspan(rec::batch_header_size));
    rec::record_view r;
    ASSERT_TRUE(records.next(r));
    EXPECT_EQ(r.timestamp, most);
    ASSERT_TRUE(records.next(r));
    EXPECT_EQ(r.timestamp, least);
    EXPECT_EQ(r.offset, most);
}

TEST(a_builder, refuses_an_offset_that_no_batch_can_reach) {
    rec::batch_builder builder(100);
    EXPECT_EQ(builder.append({}, 99, 0), rec::errc::bad_record);
    EXPECT_EQ(builder.append({}, 101 + (std::int64_t{1} << 31), 0), rec::errc::bad_record);
    EXPECT_TRUE(builder.empty());
}

TEST(a_builder, keeps_the_last_offset_of_a_batch_whose_end_was_removed) {
    rec::batch_builder builder(100);
    ASSERT_EQ(builder.append({.value = "kept"}, 102, 7), rec::errc::ok);
    rec::batch_header like;
    like.last_offset_delta = 9;
    const auto h = *rec::read_batch_header(std::move(builder).build(like));
    EXPECT_EQ(h.base_offset, 100);
    EXPECT_EQ(h.last_offset(), 109);
    EXPECT_EQ(h.record_count, 1);
}

TEST(decoding, allocates_nothing) {
    const auto batch = batch_at(0, 1000);
    const auto h = *rec::read_batch_header(batch);
    const auto before = kafka::test::allocations();
    rec::record_cursor records(h, wire::bytes{batch}.subspan(rec::batch_header_size));
    std::size_t seen = 0;
    for (rec::record_view r; records.next(r);)
        for (const auto& header : r.headers) seen += header.key.size();
    EXPECT_EQ(kafka::test::allocations(), before);
    EXPECT_EQ(seen, 2000u);
}
