#include "record/codecs.hpp"
#include "record/compressor.hpp"
#include "wire/byte_order.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace rec = kafka::detail::record;
namespace wire = kafka::detail::wire;
using kafka::compression;
using byte_vector = std::vector<std::byte>;

namespace {

byte_vector random_bytes(std::size_t size, unsigned seed) {
    std::mt19937 random(seed);
    byte_vector out(size);
    for (auto& b : out) b = static_cast<std::byte>(random());
    return out;
}

byte_vector text(std::size_t size) {
    byte_vector out;
    for (int i = 0; out.size() < size; ++i)
        for (char c : "{\"id\":" + std::to_string(i * 7919) + ",\"name\":\"n\"}")
            out.push_back(static_cast<std::byte>(c));
    out.resize(size);
    return out;
}

byte_vector packed(compression codec, wire::bytes in,
                   int level = kafka::default_compression_level) {
    rec::buffer out;
    EXPECT_EQ(rec::compress(codec, level, {&in, 1}, out), rec::errc::ok);
    return {out.begin(), out.end()};
}

rec::errc unpack(compression codec, wire::bytes in, std::size_t limit = 1 << 27) {
    rec::buffer out;
    return rec::decompress(codec, in, limit, out);
}

byte_vector unpacked(compression codec, wire::bytes in) {
    rec::buffer out;
    EXPECT_EQ(rec::decompress(codec, in, 1 << 27, out), rec::errc::ok);
    return {out.begin(), out.end()};
}

byte_vector joined(const byte_vector& a, const byte_vector& b) {
    auto out = a;
    out.insert(out.end(), b.begin(), b.end());
    return out;
}

class every_codec : public testing::TestWithParam<compression> {};

std::string name_of(const testing::TestParamInfo<compression>& info) {
    return std::string(to_string(info.param));
}
INSTANTIATE_TEST_SUITE_P(codecs, every_codec,
                         testing::Values(compression::gzip, compression::snappy, compression::lz4,
                                         compression::zstd),
                         name_of);

} // namespace

TEST_P(every_codec, gives_back_what_went_in) {
    for (std::size_t size : {0, 1, 2, 100, 4096, 32767, 32768, 32769, 65536, 65537, 1 << 20}) {
        for (const auto& in : {text(size), random_bytes(size, 7), byte_vector(size)})
            EXPECT_EQ(unpacked(GetParam(), packed(GetParam(), in)), in) << size;
    }
}

TEST_P(every_codec, joins_pieces) {
    const auto in = text(100000);
    const wire::bytes whole{in};
    const wire::bytes pieces[] = {whole.first(1), whole.subspan(1, 0), whole.subspan(1, 70000),
                                  whole.subspan(70001)};
    rec::buffer out;
    ASSERT_EQ(rec::compress(GetParam(), kafka::default_compression_level, pieces, out),
              rec::errc::ok);
    EXPECT_EQ(unpacked(GetParam(), out), in);
}

TEST_P(every_codec, appends_to_what_is_there) {
    const auto in = text(5000);
    const wire::bytes piece{in};
    rec::buffer out(byte_vector(3, std::byte{9}));
    ASSERT_EQ(rec::compress(GetParam(), 1, {&piece, 1}, out), rec::errc::ok);
    rec::buffer back(byte_vector(5, std::byte{8}));
    ASSERT_EQ(rec::decompress(GetParam(), std::span(out).subspan(3), 1 << 20, back), rec::errc::ok);
    EXPECT_EQ(back, joined(byte_vector(5, std::byte{8}), in));
    EXPECT_EQ(out[2], std::byte{9});
}

TEST_P(every_codec, leaves_what_is_there_after_an_error) {
    const auto in = packed(GetParam(), text(5000));
    rec::buffer out(byte_vector(3, std::byte{9}));
    EXPECT_EQ(rec::decompress(GetParam(), in, 4000, out), rec::errc::too_large);
    EXPECT_NE(rec::decompress(GetParam(), std::span(in).first(in.size() - 1), 1 << 20, out),
              rec::errc::ok);
    EXPECT_EQ(out, byte_vector(3, std::byte{9}));
}

TEST_P(every_codec, takes_any_level) {
    const auto in = text(20000);
    for (int level : {-2000000, -5, -1, 0, 1, 3, 9, 12, 19, 22, 1000})
        EXPECT_EQ(unpacked(GetParam(), packed(GetParam(), in, level)), in) << level;
}

TEST_P(every_codec, stops_at_the_limit) {
    for (std::size_t size : {10, 5000, 100000, 1 << 20}) {
        const auto in = packed(GetParam(), byte_vector(size));
        EXPECT_EQ(unpack(GetParam(), in, size), rec::errc::ok) << size;
        EXPECT_EQ(unpack(GetParam(), in, size - 1), rec::errc::too_large) << size;
        EXPECT_EQ(unpack(GetParam(), in, 0), rec::errc::too_large) << size;
    }
}

TEST_P(every_codec, takes_little_memory_for_a_bomb) {
    const std::size_t limit = 1 << 20;
    const auto bomb = packed(GetParam(), byte_vector(std::size_t{64} << 20));
    rec::buffer out;
    EXPECT_EQ(rec::decompress(GetParam(), bomb, limit, out), rec::errc::too_large);
    EXPECT_LE(out.capacity(), 2 * limit);
}

TEST_P(every_codec, reads_streams_that_follow_one_another) {
    const auto a = text(3000), b = random_bytes(200, 1), nothing = byte_vector();
    const auto codec = GetParam();
    const auto in = joined(joined(packed(codec, a), packed(codec, nothing)), packed(codec, b));
    EXPECT_EQ(unpacked(codec, in), joined(a, b));
    EXPECT_EQ(unpack(codec, in, a.size() + b.size()), rec::errc::ok);
    EXPECT_EQ(unpack(codec, in, a.size() + b.size() - 1), rec::errc::too_large);
}

TEST_P(every_codec, refuses_what_is_cut) {
    const auto in = packed(GetParam(), text(3000));
    for (std::size_t n = 0; n < in.size(); ++n) {
        rec::buffer out;
        const auto result = rec::decompress(GetParam(), std::span(in).first(n), 1 << 20, out);
        // A snappy frame has no end mark: cut exactly after its header it is an empty one.
        if (result == rec::errc::ok) {
            EXPECT_TRUE(GetParam() == compression::snappy && out.empty()) << n;
        }
    }
}

TEST_P(every_codec, survives_flipped_bits) {
    const auto good = packed(GetParam(), text(700));
    for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
        auto in = good;
        in[bit / 8] ^= static_cast<std::byte>(1 << (bit % 8));
        rec::buffer out;
        (void)rec::decompress(GetParam(), in, 1 << 16, out);
        EXPECT_LE(out.capacity(), std::size_t{1} << 18);
    }
}

TEST_P(every_codec, survives_noise) {
    for (unsigned seed = 0; seed < 500; ++seed) {
        const auto in = random_bytes(seed % 100, seed);
        rec::buffer out;
        EXPECT_TRUE(rec::decompress(GetParam(), in, 1 << 16, out) != rec::errc::ok || out.empty() ||
                    GetParam() == compression::snappy);
    }
}

TEST(kafkas_default_levels, are_the_codecs_own) {
    const auto in = text(20000);
    const auto by_default = kafka::default_compression_level;
    EXPECT_EQ(packed(compression::gzip, in, -1), packed(compression::gzip, in, by_default));
    EXPECT_EQ(packed(compression::lz4, in, 9), packed(compression::lz4, in, by_default));
    EXPECT_EQ(packed(compression::zstd, in, 3), packed(compression::zstd, in, by_default));
}

TEST(a_higher_level, makes_smaller_batches) {
    const auto in = text(200000);
    for (auto [codec, low, high] : {std::tuple{compression::gzip, 1, 9},
                                    {compression::lz4, 0, 12},
                                    {compression::zstd, 1, 19}})
        EXPECT_LT(packed(codec, in, high).size(), packed(codec, in, low).size());
}

TEST(no_codec, copies_up_to_the_limit) {
    const auto in = text(10);
    EXPECT_EQ(unpacked(compression::none, in), in);
    EXPECT_EQ(unpack(compression::none, in, 9), rec::errc::too_large);
}

TEST(a_codec_of_an_unknown_number, is_refused) {
    EXPECT_EQ(unpack(static_cast<compression>(5), text(10)), rec::errc::unknown_codec);
    EXPECT_FALSE(rec::is_built(static_cast<compression>(7)));
}

TEST(gzip, refuses_what_follows_the_last_member) {
    auto in = packed(compression::gzip, text(100));
    in.push_back(std::byte{'x'});
    EXPECT_EQ(unpack(compression::gzip, in), rec::errc::bad_compression);
}

TEST(gzip, does_not_believe_the_size_field) {
    auto in = packed(compression::gzip, text(100));
    in.back() = std::byte{0x7f}; // claims about 2 GiB
    rec::buffer out;
    EXPECT_EQ(rec::decompress(compression::gzip, in, std::size_t{1} << 31, out),
              rec::errc::bad_compression);
    EXPECT_LE(out.capacity(), 16384u);
}

TEST(snappy, is_read_without_its_frame) {
    const auto framed = packed(compression::snappy, text(500));
    const auto raw = std::span(framed).subspan(20); // after the header and one length
    EXPECT_EQ(unpacked(compression::snappy, raw), text(500));
}

TEST(snappy, does_not_believe_a_claimed_size) {
    const byte_vector lie{std::byte{0xff}, std::byte{0xff}, std::byte{0xff}, std::byte{0x3f},
                          std::byte{0}};
    rec::buffer out;
    EXPECT_EQ(rec::decompress(compression::snappy, lie, std::size_t{1} << 31, out),
              rec::errc::bad_compression);
    EXPECT_LE(out.capacity(), 16384u);
}

TEST(lz4, has_independent_blocks_because_java_reads_no_others) {
    const auto frame = packed(compression::lz4, text(300000));
    EXPECT_NE(frame[4] & std::byte{0x20}, std::byte{0}); // the flag in the frame's header
}

TEST(snappy, refuses_blocks_of_impossible_length) {
    auto in = packed(compression::snappy, text(500));
    for (std::int32_t length : {-1, 1 << 30}) {
        wire::store(in.data() + 16, length);
        EXPECT_EQ(unpack(compression::snappy, in), rec::errc::bad_compression);
    }
}

TEST(zstd, does_not_believe_a_claimed_size) {
    // A frame header that claims 2^40 bytes in a single segment, and an empty last block.
    const unsigned char frame[] = {0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0};
    rec::buffer out;
    EXPECT_NE(rec::decompress(compression::zstd, std::as_bytes(std::span(frame)),
                              std::size_t{1} << 41, out),
              rec::errc::ok);
    EXPECT_LE(out.capacity(), 16384u);
}
