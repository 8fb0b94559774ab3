#include "server/frame_input.hpp"
#include "wire/byte_order.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <numeric>

using namespace kafka::detail;
using server::frame_input;

namespace {

constexpr std::size_t limit = std::size_t{100} << 20;

std::vector<std::byte> frame_of(std::size_t size) {
    std::vector<std::byte> out(4 + size);
    wire::store(out.data(), static_cast<std::int32_t>(size));
    for (std::size_t i = 0; i < size; ++i) out[4 + i] = static_cast<std::byte>(i * 7 + size);
    return out;
}

/// Hands the bytes over in pieces of at most `piece`, and returns the sizes of what came out.
std::vector<std::size_t> sizes_after(frame_input& input, wire::bytes sent, std::size_t piece) {
    std::vector<std::size_t> sizes;
    while (!sent.empty()) {
        const auto room = input.room();
        const auto n = std::min({piece, room.size(), sent.size()});
        std::memcpy(room.data(), sent.data(), n);
        sent = sent.subspan(n);
        input.received(n);
        for (wire::bytes frame; input.next(frame) == frame_input::state::complete;) {
            const auto expected = frame_of(frame.size());
            EXPECT_EQ(0, std::memcmp(frame.data(), expected.data() + 4, frame.size()));
            sizes.push_back(frame.size());
        }
    }
    return sizes;
}

} // namespace

TEST(a_frame_input, finds_the_same_frames_however_the_bytes_are_cut) {
    const std::vector<std::size_t> sizes{0,    1,    20,      4091,          4092, 4093,   5'000,
                                         8192, 3,    200'000, 100,           4096, 70'000, 12,
                                         0,    9000, 1 << 20, (1 << 20) + 1, 7};
    std::vector<std::byte> sent;
    for (const auto size : sizes) {
        const auto frame = frame_of(size);
        sent.insert(sent.end(), frame.begin(), frame.end());
    }
    for (const std::size_t piece : {3u, 100u, 4096u, 65'536u, 10'000'000u}) {
        server::block_cache memory;
        frame_input input(memory, limit);
        EXPECT_EQ(sizes_after(input, sent, piece), sizes) << "in pieces of " << piece;
        EXPECT_TRUE(input.unread().empty());
    }
}

TEST(a_frame_input, refuses_sizes_that_are_negative_or_above_the_limit) {
    for (const std::int32_t claimed : {-1, std::numeric_limits<std::int32_t>::min(), 1001}) {
        server::block_cache memory;
        frame_input input(memory, 1000);
        wire::store(input.room().data(), claimed);
        input.received(4);
        wire::bytes frame;
        EXPECT_EQ(input.next(frame), frame_input::state::bad_size);
        EXPECT_EQ(input.claimed_size(), claimed);
        EXPECT_FALSE(input.room().empty());
    }
}

TEST(a_frame_input, takes_a_frame_that_is_exactly_as_large_as_allowed) {
    server::block_cache memory;
    frame_input input(memory, 1000);
    EXPECT_EQ(sizes_after(input, frame_of(1000), 1004), std::vector<std::size_t>{1000});
}

TEST(a_frame_input, offers_no_more_memory_than_a_mebibyte_for_a_claim_alone) {
    server::block_cache memory;
    frame_input input(memory, limit);
    wire::store(input.room().data(), static_cast<std::int32_t>(limit));
    input.received(4);
    EXPECT_LE(input.room().size(), std::size_t{1} << 20);
}

TEST(a_frame_input, doubles_its_memory_as_the_bytes_of_a_large_frame_come) {
    server::block_cache memory;
    frame_input input(memory, limit);
    const auto sent = frame_of(std::size_t{20} << 20);
    EXPECT_EQ(sizes_after(input, sent, 1 << 16), std::vector<std::size_t>{sent.size() - 4});
}

TEST(a_frame_input, gives_large_memory_back_once_the_frame_was_taken) {
    server::block_cache memory;
    frame_input input(memory, limit);
    sizes_after(input, frame_of(300'000), 1 << 20);
    EXPECT_EQ(memory.bytes_kept(), 0u);
    input.room();
    EXPECT_GT(memory.bytes_kept(), 0u);
}

TEST(a_frame_input, forgets_what_is_dropped) {
    server::block_cache memory;
    frame_input input(memory, limit);
    input.received(std::min<std::size_t>(input.room().size(), 50));
    input.drop();
    EXPECT_TRUE(input.unread().empty());
}

TEST(a_block_cache, keeps_blocks_up_to_its_bound_and_hands_them_out_again) {
    server::block_cache memory(std::size_t{256} << 10);
    auto first = memory.take(100'000);
    const auto* address = first.memory.get();
    EXPECT_EQ(first.capacity, std::size_t{128} << 10);
    memory.give_back(std::move(first));
    EXPECT_EQ(memory.take(100'000).memory.get(), address);
    std::vector<server::block> many;
    for (int i = 0; i < 10; ++i) many.push_back(memory.take(65'536));
    for (auto& b : many) memory.give_back(std::move(b));
    EXPECT_EQ(memory.bytes_kept(), std::size_t{256} << 10);
}

TEST(a_block_cache, does_not_keep_the_memory_of_huge_requests) {
    server::block_cache memory(std::size_t{1} << 30);
    memory.give_back(memory.take(std::size_t{5} << 20));
    EXPECT_EQ(memory.bytes_kept(), 0u);
}
