#include "consumer/record_extent.hpp"
#include "consumer/record_walk.hpp"
#include "support/fetched_records.hpp"
#include "support/golden_batch.hpp"
#include "wire/byte_order.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

using namespace kafka::testing;
using namespace kafka::detail::consumer;
using kafka::compression;
namespace record = kafka::detail::record;
namespace wire = kafka::detail::wire;

namespace {

using strings = std::vector<std::string>;

strings values_of(record_walk& walk) {
    strings out;
    for (record::record_view r; walk.next(r);) out.push_back(r.value.str());
    return out;
}

std::error_code damage_of(record_bytes bytes, walk_rules rules = {}) {
    record_walk walk(piece_of(std::move(bytes), 0, 100), std::move(rules));
    values_of(walk);
    return walk.damage() ? walk.damage()->code : std::error_code();
}

record_bytes flipped(record_bytes bytes, std::size_t at) {
    bytes[at] ^= std::byte{1};
    return bytes;
}

} // namespace

TEST(a_walk, hands_out_every_record_in_order_and_ends_behind_the_piece) {
    record_walk walk(piece_of(joined({batch_at(5, {"a", "b"}), batch_at(7, {"c"})}), 5, 9), {});
    EXPECT_EQ(walk.position(), 5);
    EXPECT_EQ(values_of(walk), (strings{"a", "b", "c"}));
    EXPECT_FALSE(walk.damage());
    EXPECT_EQ(walk.position(), 9) << "what follows the last record is not for the application";
}

TEST(a_walk, skips_what_lies_before_the_asked_offset) {
    record_walk walk(piece_of(joined({batch_at(0, {"a"}), batch_at(1, {"b", "c", "d"})}), 2, 4),
                     {});
    EXPECT_EQ(values_of(walk), (strings{"c", "d"}));
}

TEST(a_walk, skips_control_batches) {
    const auto bytes =
        joined({batch_at(0, {"a"}), control_batch_at(1), batch_at(2, {"b"}), control_batch_at(3)});
    record_walk walk(piece_of(bytes, 0, 4), {});
    EXPECT_EQ(values_of(walk), (strings{"a", "b"}));
    EXPECT_EQ(walk.position(), 4);
}

TEST(a_walk, opens_every_codec) {
    for (int codec = 1; codec <= 4; ++codec) {
        const auto bytes =
            joined({batch_at(0, {"a", "b"}, static_cast<compression>(codec)), batch_at(2, {"c"})});
        record_walk walk(piece_of(bytes, 1, 3), {});
        EXPECT_EQ(values_of(walk), (strings{"b", "c"})) << codec;
    }
}

TEST(a_walk, counts_what_it_unpacked_in_the_budget_as_long_as_somebody_keeps_it) {
    const auto budget = std::make_shared<byte_budget>(1 << 20);
    std::shared_ptr<const void> kept;
    {
        record_walk walk(piece_of(batch_at(0, {"aaaa"}, compression::gzip), 0, 1),
                         {.budget = budget});
        values_of(walk);
        kept = walk.keeps();
    }
    EXPECT_GT(budget->held(), 4u);
    kept.reset();
    EXPECT_EQ(budget->held(), 0u);
}

TEST(a_walk, stops_at_a_wrong_checksum_and_says_where) {
    const auto good = batch_at(0, {"a"});
    const auto bad = flipped(batch_at(1, {"b"}), 65);
    record_walk walk(piece_of(joined({good, bad}), 0, 2), {});
    EXPECT_EQ(values_of(walk), strings{"a"});
    ASSERT_TRUE(walk.damage());
    EXPECT_EQ(walk.damage()->code, kafka::errc::corrupt_batch);
    EXPECT_EQ(walk.position(), 1);
    EXPECT_NE(walk.damage()->text().find("\"t\" partition 0 at offset 1"), std::string::npos)
        << walk.damage()->text();
}

TEST(a_walk, does_not_look_at_checksums_when_told_not_to) {
    auto bytes = batch_at(0, {"a"});
    bytes[17] ^= std::byte{1}; // the checksum itself
    EXPECT_EQ(damage_of(bytes), kafka::errc::corrupt_batch);
    EXPECT_FALSE(damage_of(bytes, {.check_crcs = false}));
}

TEST(a_walk, survives_any_flipped_bit_of_a_batch) {
    const auto bytes = batch_at(0, {"some", "values", "here"});
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        record_walk walk(piece_of(flipped(bytes, at), 0, 3), {.check_crcs = false});
        const auto seen = values_of(walk);
        EXPECT_LE(seen.size(), 3u);
    }
}

TEST(a_walk, refuses_a_record_outside_its_batch) {
    auto bytes = batch_at(0, {"a", "b", "c"});
    wire::store<std::int32_t>(bytes.data() + 23, 1); // the last offset delta: the third is beyond
    EXPECT_EQ(damage_of(bytes, {.check_crcs = false}), kafka::errc::corrupt_batch);
}

TEST(a_walk, does_not_unpack_more_than_the_limit) {
    const std::string large(100'000, 'x');
    const auto bomb = batch_at(0, {large}, compression::zstd);
    ASSERT_LT(bomb.size(), 1'000u);
    EXPECT_EQ(damage_of(bomb, {.largest_unpacked = 50'000}), kafka::errc::message_too_large);
    EXPECT_FALSE(damage_of(bomb, {.largest_unpacked = 200'000}));
}

TEST(a_walk, says_when_a_codec_is_not_known) {
    auto bytes = batch_at(0, {"a"});
    bytes[22] |= std::byte{7};
    EXPECT_EQ(damage_of(bytes, {.check_crcs = false}), kafka::errc::unsupported_codec);
}

TEST(a_walk, reads_what_other_clients_wrote_in_old_formats_and_new_ones) {
    for (const auto* kind : {"magic", "large", "transactional", "log_append"})
        for (const auto& golden : kafka::test::golden_batches(kind)) {
            const auto first = golden.records.at(0).offset;
            const auto next = golden.records.back().offset + 1;
            // A wrapper that no broker has touched yet says 0 instead of its last offset.
            if (!golden.name.starts_with("python_magic0")) {
                EXPECT_EQ(extent_of(golden.bytes, first).next, next) << golden.name;
            }
            record_walk walk(piece_of(golden.bytes, first, next), {});
            std::size_t n = 0;
            for (record::record_view r; walk.next(r); ++n) {
                ASSERT_LT(n, golden.records.size()) << golden.name;
                const auto& expected = golden.records[n];
                EXPECT_EQ(r.offset, expected.offset) << golden.name;
                EXPECT_EQ(r.timestamp, expected.timestamp) << golden.name;
                EXPECT_EQ(r.value.is_null(), !expected.value) << golden.name;
                EXPECT_EQ(r.value.str(), expected.value.value_or("")) << golden.name;
            }
            ASSERT_FALSE(walk.damage()) << golden.name << ": " << walk.damage()->text();
            EXPECT_EQ(n, golden.records.size()) << golden.name;
        }
}
