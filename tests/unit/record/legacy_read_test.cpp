#include "record/compressor.hpp"
#include "record/legacy_crc.hpp"
#include "record/legacy_lz4.hpp"
#include "record/legacy_read.hpp"
#include "support/golden_batch.hpp"
#include "wire/byte_order.hpp"

#include <gtest/gtest.h>
#include <lz4frame.h>

#include <memory>

namespace rec = kafka::detail::record;
namespace wire = kafka::detail::wire;
using kafka::compression;
using byte_vector = std::vector<std::byte>;

namespace {

template <class T>
void put(byte_vector& out, T value) {
    out.resize(out.size() + sizeof value);
    wire::store(out.data() + out.size() - sizeof value, value);
}

/// One message with null key; `attributes` may name a codec.
byte_vector message(std::int64_t offset, int magic, int attributes, const byte_vector& value) {
    byte_vector body;
    put(body, static_cast<std::int8_t>(magic));
    put(body, static_cast<std::int8_t>(attributes));
    if (magic > 0) put(body, std::int64_t{1000 + offset});
    put(body, std::int32_t{-1});
    put(body, static_cast<std::int32_t>(value.size()));
    body.insert(body.end(), value.begin(), value.end());
    byte_vector out;
    put(out, offset);
    put(out, static_cast<std::int32_t>(body.size() + 4));
    put(out, rec::legacy_crc(body));
    out.insert(out.end(), body.begin(), body.end());
    return out;
}

byte_vector text(std::string_view t) {
    const auto bytes = std::as_bytes(std::span(t));
    return {bytes.begin(), bytes.end()};
}

byte_vector joined(byte_vector a, const byte_vector& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

byte_vector wrapper(std::int64_t offset, int magic, const byte_vector& inner) {
    rec::buffer packed;
    const wire::bytes piece{inner};
    EXPECT_EQ(rec::compress(compression::gzip, 6, {&piece, 1}, packed), rec::errc::ok);
    return message(offset, magic, 1, {packed.begin(), packed.end()});
}

struct walk_result {
    std::vector<std::int64_t> offsets;
    rec::errc error;
    std::size_t position;
};
walk_result walk(wire::bytes set, std::size_t limit = 1 << 20) {
    walk_result out{};
    rec::legacy_cursor records(set, limit);
    for (rec::record_view r; records.next(r);) out.offsets.push_back(r.offset);
    out.error = records.error();
    out.position = records.position();
    return out;
}

} // namespace

TEST(legacy_crc, gives_the_published_check_value) {
    EXPECT_EQ(rec::legacy_crc(text("123456789")), 0xcbf43926u);
}

TEST(a_message_set, has_relative_offsets_inside_wrappers_of_magic_1) {
    const auto inner = joined(message(0, 1, 0, text("a")), message(2, 1, 0, text("b"))); // a gap
    EXPECT_EQ(walk(wrapper(52, 1, inner)).offsets, (std::vector<std::int64_t>{50, 52}));
}

TEST(a_message_set, has_absolute_offsets_inside_wrappers_of_magic_0) {
    const auto inner = joined(message(50, 0, 0, text("a")), message(52, 0, 0, text("b")));
    EXPECT_EQ(walk(wrapper(52, 0, inner)).offsets, (std::vector<std::int64_t>{50, 52}));
}

TEST(a_message_set, mixes_plain_messages_and_wrappers) {
    auto set = message(7, 1, 0, text("plain"));
    set = joined(set, wrapper(9, 1, joined(message(0, 1, 0, {}), message(1, 1, 0, {}))));
    set = joined(set, message(10, 0, 0, text("older")));
    EXPECT_EQ(walk(set).offsets, (std::vector<std::int64_t>{7, 8, 9, 10}));
    EXPECT_EQ(walk(set).position, set.size());
}

TEST(a_message_set, may_end_in_the_middle_of_a_message) {
    const auto first = message(1, 1, 0, text("first"));
    const auto set = joined(first, message(2, 1, 0, text("second")));
    for (auto n = first.size() + 1; n < set.size(); ++n) {
        const auto seen = walk(std::span(set).first(n));
        EXPECT_EQ(seen.offsets, std::vector<std::int64_t>{1}) << n;
        EXPECT_EQ(seen.error, rec::errc::truncated) << n;
        EXPECT_EQ(seen.position, first.size());
    }
}

TEST(a_message, shorter_than_its_fields_is_damage) {
    auto set = message(1, 1, 0, {});
    wire::store(set.data() + 8, std::int32_t{13});
    EXPECT_EQ(walk(set).error, rec::errc::bad_length);
    set = message(1, 1, 0, {});
    set.resize(set.size() - 4); // no length of the value
    wire::store(set.data() + 8, static_cast<std::int32_t>(set.size() - 12));
    wire::store(set.data() + 12, rec::legacy_crc(std::span(set).subspan(16)));
    EXPECT_EQ(walk(set).error, rec::errc::bad_record);
}

TEST(a_wrapper, with_log_append_time_gives_its_time_to_every_record) {
    rec::buffer packed;
    const auto inner = joined(message(0, 1, 0, {}), message(1, 1, 0, {}));
    const wire::bytes piece{inner};
    ASSERT_EQ(rec::compress(compression::gzip, 6, {&piece, 1}, packed), rec::errc::ok);
    const auto set = message(77, 1, 0x08 | 1, {packed.begin(), packed.end()});
    rec::legacy_cursor records(set, 1000);
    rec::record_view r;
    ASSERT_TRUE(records.next(r));
    EXPECT_EQ(r.timestamp, 1077);
    ASSERT_TRUE(records.next(r));
    EXPECT_EQ(r.timestamp, 1077);
}

TEST(an_lz4_header, gets_the_checksum_that_lz4_gives_it) {
    for (unsigned long long content_size : {0, 5}) {
        LZ4F_preferences_t p{};
        p.frameInfo.contentSize = content_size;
        byte_vector frame(LZ4F_compressFrameBound(5, &p));
        frame.resize(LZ4F_compressFrame(frame.data(), frame.size(), "hello", 5, &p));
        auto broken = frame;
        broken[content_size == 0 ? 6 : 14] ^= std::byte{0x5a};
        EXPECT_NE(broken, frame);
        EXPECT_EQ(rec::with_right_lz4_checksum(broken), frame);
        for (std::size_t n = 0; n < 16;
             ++n) // what is cut is left as it is, or not read past its end
            EXPECT_EQ(rec::with_right_lz4_checksum(std::span(frame).first(n)).size(), n);
    }
}

TEST(a_wrapper, that_is_damaged_inside_is_refused) {
    const auto good = message(0, 1, 0, text("a"));
    EXPECT_EQ(walk(wrapper(0, 1, good)).error, rec::errc::ok);
    auto cut = good;
    cut.pop_back();
    EXPECT_NE(walk(wrapper(0, 1, joined(good, cut))).error, rec::errc::ok);
    EXPECT_NE(walk(wrapper(0, 1, {})).error, rec::errc::ok);
    EXPECT_NE(walk(wrapper(0, 1, message(0, 0, 0, {}))).error, rec::errc::ok); // another magic
    EXPECT_NE(walk(wrapper(0, 1, wrapper(0, 1, good))).error, rec::errc::ok);  // nested
    EXPECT_NE(walk(message(0, 1, 1, text("no gzip"))).error, rec::errc::ok);
    EXPECT_EQ(walk(message(0, 1, 6, text("what codec?"))).error, rec::errc::unknown_codec);
}

TEST(a_wrapper, that_is_a_bomb_is_refused) {
    const auto bomb = wrapper(0, 1, message(0, 1, 0, byte_vector(1 << 20)));
    EXPECT_EQ(walk(bomb, 1 << 19).error, rec::errc::too_large);
    EXPECT_EQ(walk(bomb, 1 << 21).error, rec::errc::ok);
}

TEST(many_wrappers, do_not_rewrite_to_more_than_the_limit) {
    const auto one = wrapper(0, 1, message(0, 1, 0, byte_vector(100000)));
    byte_vector set;
    rec::buffer out;
    for (int i = 0; i < 50; ++i) set = joined(set, one);
    std::size_t read = 0;
    EXPECT_EQ(rec::rewrite_legacy(set, 300000, out, read), rec::errc::too_large);
    EXPECT_LE(out.size(), 300000u);
}

TEST(a_flipped_bit_in_a_message_set, is_found_unless_it_is_in_the_offset) {
    for (const auto& golden : kafka::test::golden_batches("magic1_gzip")) {
        for (std::size_t at = 8; at < golden.bytes.size(); ++at) {
            // A copy of its exact size, so that a sanitizer sees a read past its end.
            auto bad = std::make_unique<std::byte[]>(golden.bytes.size());
            std::copy(golden.bytes.begin(), golden.bytes.end(), bad.get());
            bad[at] ^= std::byte{0x10};
            const auto seen = walk({bad.get(), golden.bytes.size()});
            EXPECT_NE(seen.error, rec::errc::ok) << golden.name << ' ' << at;
        }
    }
}

TEST(a_message_set, whose_offsets_go_back_is_rewritten_as_several_batches) {
    const auto set = joined(message(5, 1, 0, text("a")), message(3, 1, 0, text("b")));
    rec::buffer out;
    std::size_t read = 0;
    ASSERT_EQ(rec::rewrite_legacy(set, 1 << 20, out, read), rec::errc::ok);
    EXPECT_EQ(rec::read_batch_header(out)->base_offset, 5);
    const auto second = rec::read_batch_header(out)->size();
    EXPECT_EQ(rec::read_batch_header(std::span(out).subspan(second))->base_offset, 3);
}
