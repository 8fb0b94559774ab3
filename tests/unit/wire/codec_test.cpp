#include "wire/decode.hpp"
#include "wire/encode.hpp"

#include <gtest/gtest.h>

namespace wire = kafka::detail::wire;

namespace {

struct sample {
    std::int32_t number = 1;
    std::optional<std::string_view> text;
    std::vector<std::int64_t> list;
    std::int8_t tagged = 7;
    bool operator==(const sample&) const = default;

    using self = sample;
    static constexpr std::tuple fields{
        wire::field{&self::number, "Number"},
        wire::field{&self::text, "Text", wire::since(1)}.null_since(2),
        wire::field{&self::list, "List"},
        wire::field{&self::tagged, "Tagged", wire::since(2)}.tagged(0),
    };
};

std::vector<std::byte> encoded(const sample& s, wire::layout l) {
    wire::counter c;
    wire::encode_message(c, s, l);
    std::vector<std::byte> out(c.size);
    wire::memory_writer w{out.data()};
    wire::encode_message(w, s, l);
    EXPECT_EQ(w.error, wire::errc::ok);
    return out;
}

constexpr wire::layout flexible{2, true};

} // namespace

TEST(the_field_table_codec, reads_back_what_it_wrote) {
    const sample s{5, "hello", {1, -2}, 9};
    const auto frame = encoded(s, flexible);
    sample back;
    EXPECT_EQ(wire::decode_exact(frame, back, flexible), wire::errc::ok);
    EXPECT_EQ(back, s);
}

TEST(the_field_table_codec, keeps_null_apart_from_empty) {
    for (const auto& text :
         {std::optional<std::string_view>{}, std::optional<std::string_view>{""}}) {
        const sample s{.text = text};
        const auto frame = encoded(s, flexible);
        sample back{.text = "before"};
        ASSERT_EQ(wire::decode_exact(frame, back, flexible), wire::errc::ok);
        EXPECT_EQ(back.text, text);
    }
}

TEST(the_field_table_codec, refuses_every_truncation) {
    const auto whole = encoded({5, "hello", {1, -2}, 9}, flexible);
    for (std::size_t n = 0; n < whole.size(); ++n) {
        sample back;
        const std::vector<std::byte> cut(whole.begin(), whole.begin() + static_cast<long>(n));
        EXPECT_NE(wire::decode_exact(cut, back, flexible), wire::errc::ok) << n;
    }
}

TEST(the_field_table_codec, refuses_null_where_the_version_forbids_it) {
    sample back;
    const std::vector<std::byte> frame{std::byte{0},    std::byte{0},    std::byte{0}, std::byte{1},
                                       std::byte{0xff}, std::byte{0xff}, std::byte{0}, std::byte{0},
                                       std::byte{0},    std::byte{0}};
    EXPECT_EQ(wire::decode_exact(frame, back, {1, false}), wire::errc::unexpected_null);
}

TEST(the_field_table_codec, refuses_an_array_that_the_frame_cannot_hold) {
    auto frame = encoded({}, {0, false});
    frame[4] = std::byte{0x7f}; // the count of `list`
    sample back;
    EXPECT_EQ(wire::decode_exact(frame, back, {0, false}), wire::errc::bad_length);
    EXPECT_TRUE(back.list.empty());
}

TEST(the_field_table_codec, refuses_to_drop_a_value_that_the_version_cannot_carry) {
    wire::counter c;
    wire::encode_message(c, sample{.text = "x"}, {0, false});
    EXPECT_EQ(c.error, wire::errc::not_in_version);
}

TEST(the_field_table_codec, refuses_bytes_after_the_message) {
    auto frame = encoded({}, flexible);
    frame.push_back(std::byte{0});
    sample back;
    EXPECT_EQ(wire::decode_exact(frame, back, flexible), wire::errc::trailing_bytes);
}

TEST(the_field_table_codec, skips_tags_that_it_does_not_know) {
    auto frame = encoded({}, flexible);
    frame.back() = std::byte{1}; // one tag ...
    for (int b : {200, 1, 2, 0xaa, 0xbb}) frame.push_back(static_cast<std::byte>(b));
    sample back;
    EXPECT_EQ(wire::decode_exact(frame, back, flexible), wire::errc::ok);
    EXPECT_EQ(back, sample{});
}
