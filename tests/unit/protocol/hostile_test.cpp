// Frames that no honest peer sends: each must be refused, without a crash and without memory that
// the frame does not justify.
#include "golden_lines.hpp"

#include "support/allocations.hpp"

#include <cstring>

namespace kafka::test {
namespace {

/// A vector of exactly this size, so that a sanitizer sees a read one byte too far.
buffer exactly(const buffer& bytes, std::size_t size) {
    return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)};
}

bool is_flexible(const entry& e, std::int16_t version) { return version >= e.flexible_since; }

/// Ends in the count of the message's own tagged fields, which is zero at the defaults.
buffer with_unknown_tag(const buffer& initial) {
    buffer out = initial;
    out.back() = std::byte{1};
    for (int b : {0x7f, 2, 0xaa, 0xbb}) out.push_back(static_cast<std::byte>(b)); // tag, size, data
    return out;
}

/// The largest element of any array takes this many times its bytes on the wire in memory.
constexpr std::size_t justified_per_byte = 512;

void expect_modest(const entry& e, const buffer& frame, std::int16_t version,
                   const std::string& what) {
    forget_largest_allocation();
    recode(e, frame, version);
    EXPECT_LE(largest_allocation(), (frame.size() + 8) * justified_per_byte) << what;
}

} // namespace

TEST(a_frame, is_refused_wherever_it_is_cut) {
    for_each_golden([](const entry& e, const golden_line& line, std::int16_t version) {
        for (std::size_t n = 0; n < line.bytes.size(); ++n)
            EXPECT_NE(recode(e, exactly(line.bytes, n), version).error, wire::errc::ok)
                << line.text << " cut after " << n;
    });
}

TEST(a_frame, is_refused_when_bytes_follow_the_message) {
    for_each_golden([](const entry& e, const golden_line& line, std::int16_t version) {
        auto longer = line.bytes;
        longer.push_back(std::byte{0});
        EXPECT_EQ(recode(e, longer, version).error, wire::errc::trailing_bytes) << line.text;
    });
}

TEST(a_frame, may_hold_tagged_fields_that_we_do_not_know) {
    for_each_golden([](const entry& e, const golden_line& line, std::int16_t version) {
        if (line.what != fill_case::initial || !is_flexible(e, version)) return;
        const auto out = recode(e, with_unknown_tag(line.bytes), version);
        EXPECT_EQ(out.error, wire::errc::ok) << line.text << ": " << wire::to_string(out.error);
        EXPECT_EQ(out.bytes, line.bytes) << line.text;
    });
}

TEST(a_frame, never_makes_us_allocate_more_than_it_justifies) {
    for_each_golden([](const entry& e, const golden_line& line, std::int16_t version) {
        const bool flexible = is_flexible(e, version);
        const std::string_view huge = flexible ? "\xff\xff\xff\xff\x07" : "\x7f\xff\xff\xf0";
        for (std::size_t at = 0; at + huge.size() <= line.bytes.size(); ++at) {
            auto frame = line.bytes;
            std::memcpy(frame.data() + at, huge.data(), huge.size());
            expect_modest(e, frame, version, line.text + " at " + std::to_string(at));
        }
    });
}

TEST(a_frame, with_any_byte_changed_is_read_or_refused) {
    for_each_golden([](const entry& e, const golden_line& line, std::int16_t version) {
        for (std::size_t at = 0; at < line.bytes.size(); ++at)
            for (int bits : {0x01, 0x80, 0xff}) {
                auto frame = line.bytes;
                frame[at] ^= static_cast<std::byte>(bits);
                expect_modest(e, frame, version, line.text + " at " + std::to_string(at));
            }
    });
}

} // namespace kafka::test
