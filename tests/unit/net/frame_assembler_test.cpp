#include "net/frame_assembler.hpp"

#include "wire/byte_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

namespace {

using namespace kafka::detail::net;
using state = frame_assembler::state;
using bytes = std::vector<std::byte>;

constexpr std::size_t no_limit = std::size_t{1} << 30;

/// A frame of `size` bytes, each of which is `fill`.
bytes framed(std::size_t size, int fill) {
    bytes out(4 + size, static_cast<std::byte>(fill));
    kafka::detail::wire::store(out.data(), static_cast<std::int32_t>(size));
    return out;
}

void append(bytes& to, const bytes& more) { to.insert(to.end(), more.begin(), more.end()); }

/// Feeds `in` in pieces of at most `step`, and collects the frames.
std::vector<frame> feed(frame_assembler& a, const bytes& in, std::size_t step) {
    std::vector<frame> out;
    for (std::size_t at = 0; at < in.size();) {
        const auto room = a.room();
        const auto n = std::min({room.size(), step, in.size() - at});
        EXPECT_GT(n, 0u);
        std::memcpy(room.data(), in.data() + at, n);
        a.received(n);
        at += n;
        for (frame f; a.next(no_limit, f) == state::complete;) out.push_back(f);
    }
    return out;
}

state offer(std::initializer_list<int> values, std::size_t largest) {
    frame_assembler a(std::make_shared<frame_memory>());
    auto room = a.room();
    std::ranges::transform(values, room.begin(), [](int v) { return static_cast<std::byte>(v); });
    a.received(values.size());
    frame ignored;
    return a.next(largest, ignored);
}

} // namespace

TEST(a_frame_assembler, cuts_a_stream_into_frames_whatever_the_pieces) {
    const std::vector<std::size_t> sizes{4, 5, 1000, 16 * 1024 - 4, 16 * 1024, 300'000, 7};
    bytes stream;
    for (std::size_t i = 0; i < sizes.size(); ++i)
        append(stream, framed(sizes[i], static_cast<int>(i)));
    for (const std::size_t step : {1u, 3u, 1000u, 20'000u, 1'000'000u}) {
        frame_assembler a(std::make_shared<frame_memory>());
        const auto frames = feed(a, stream, step);
        ASSERT_EQ(frames.size(), sizes.size()) << "in steps of " << step;
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            EXPECT_EQ(frames[i].bytes.size(), sizes[i]);
            EXPECT_TRUE(std::ranges::all_of(
                frames[i].bytes, [i](std::byte b) { return b == static_cast<std::byte>(i); }))
                << "frame " << i << " in steps of " << step;
        }
    }
}

TEST(a_frame_assembler, refuses_sizes_that_no_frame_has) {
    EXPECT_EQ(offer({0, 0, 0, 3}, no_limit), state::bad_size) << "no room for a correlation id";
    EXPECT_EQ(offer({0, 0, 0, 0}, no_limit), state::bad_size);
    EXPECT_EQ(offer({0xff, 0xff, 0xff, 0xff}, no_limit), state::bad_size);
}

TEST(a_frame_assembler, refuses_more_than_was_asked_for_before_it_takes_memory) {
    EXPECT_EQ(offer({0, 0, 1, 0}, 255), state::too_large);
    EXPECT_EQ(offer({0, 0, 1, 0}, 256), state::more);
    EXPECT_EQ(offer({0x7f, 0xff, 0xff, 0xff}, 1 << 20), state::too_large);
}

TEST(a_frame_assembler, keeps_frames_alive_for_as_long_as_somebody_looks_at_them) {
    frame kept;
    {
        frame_assembler a(std::make_shared<frame_memory>());
        kept = feed(a, framed(100'000, 9), 4096).at(0);
    }
    EXPECT_EQ(kept.bytes[99'999], std::byte{9});
}

TEST(frame_memory_blocks, are_used_again) {
    const auto memory = std::make_shared<frame_memory>();
    const auto* first = memory->take(100'000).get();
    EXPECT_EQ(memory->bytes_kept(), 128u << 10);
    EXPECT_EQ(memory->take(120'000).get(), first);
    const auto small = memory->take(100);
    EXPECT_EQ(memory->bytes_kept(), 128u << 10) << "small ones are not worth keeping";
}

TEST(frame_memory_blocks, are_kept_up_to_a_limit) {
    const auto memory = std::make_shared<frame_memory>(200'000);
    auto a = memory->take(100'000);
    auto b = memory->take(100'000);
    a.reset();
    b.reset();
    EXPECT_EQ(memory->bytes_kept(), 128u << 10);
}
