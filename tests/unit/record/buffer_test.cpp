#include "record/buffer.hpp"

#include "support/allocations.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace rec = kafka::detail::record;
namespace wire = kafka::detail::wire;

namespace {

std::vector<std::byte> counted(std::size_t size) {
    std::vector<std::byte> out(size);
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::byte>(i * 7);
    return out;
}

} // namespace

TEST(a_buffer, keeps_its_bytes_while_it_grows) {
    const auto all = counted(300'000);
    rec::buffer out;
    for (std::size_t at = 0; at < all.size(); at += 1000)
        out.append(wire::bytes(all).subspan(at, 1000));
    EXPECT_EQ(out, all);
    out.resize(1'000'000);
    out.resize(300'000);
    EXPECT_EQ(out, all);
}

TEST(a_buffer, is_copied_with_its_bytes_and_moved_without) {
    const auto all = counted(100'000);
    rec::buffer first{wire::bytes(all)};
    const auto copy = first;
    const auto* where = first.data();
    const auto moved = std::move(first);
    EXPECT_EQ(copy, all);
    EXPECT_EQ(moved, all);
    EXPECT_EQ(moved.data(), where);
    EXPECT_NE(copy.data(), where);
}

TEST(a_large_buffer, takes_the_memory_of_one_that_is_gone) {
    constexpr std::size_t size = std::size_t{3} << 20;
    { const rec::buffer warm(size); }
    const auto before = kafka::test::allocations();
    for (int i = 0; i < 100; ++i) {
        rec::buffer out(size);
        out[size - 1] = std::byte{1};
    }
    EXPECT_EQ(kafka::test::allocations(), before);
}

TEST(buffers_that_are_gone, keep_a_bounded_amount_of_memory) {
    {
        std::vector<rec::buffer> many;
        for (int i = 0; i < 40; ++i) many.emplace_back(std::size_t{1} << 20);
    }
    EXPECT_GT(rec::block_bytes_kept(), 0u);
    EXPECT_LE(rec::block_bytes_kept(), std::size_t{16} << 20);
}

TEST(an_enormous_buffer, goes_back_to_the_system) {
    const auto before = rec::block_bytes_kept();
    { const rec::buffer enormous(std::size_t{40} << 20); }
    EXPECT_EQ(rec::block_bytes_kept(), before);
}
