#include "record/chunks.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <thread>

namespace rec = kafka::detail::record;

namespace {

std::string flat(const rec::chunk_chain& chain) {
    std::string out;
    for (auto piece : chain.pieces())
        out.append(reinterpret_cast<const char*>(piece.data()), piece.size());
    return out;
}

void put(rec::chunk_chain& chain, const std::string& text) {
    chain.reserve(text.size());
    chain.append(text.data(), text.size());
}

std::string pattern(std::size_t size) {
    std::string out(size, ' ');
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>('a' + i % 23);
    return out;
}

} // namespace

TEST(a_chunk_chain, keeps_bytes_in_order_across_chunks) {
    const auto pool = std::make_shared<rec::chunk_pool>();
    rec::chunk_chain chain(pool);
    std::string expected;
    for (std::size_t n = 0; n < 800; ++n) {
        const auto text = pattern(n * 7 % 1000);
        put(chain, text);
        expected += text;
    }
    EXPECT_EQ(chain.size(), expected.size());
    EXPECT_EQ(flat(chain), expected);
}

TEST(a_chunk_chain, starts_small_and_grows_in_few_pieces) {
    const auto pool = std::make_shared<rec::chunk_pool>();
    rec::chunk_chain chain(pool);
    put(chain, pattern(100));
    EXPECT_EQ(pool->bytes_out(), 256u);
    while (chain.size() < (1 << 20)) put(chain, pattern(100));
    EXPECT_LE(chain.pieces().size(), 6u);
    EXPECT_LE(pool->bytes_out(), std::size_t{3} << 19);
}

TEST(a_chunk_chain, takes_bytes_that_are_larger_than_any_chunk) {
    const auto pool = std::make_shared<rec::chunk_pool>();
    rec::chunk_chain chain(pool);
    const auto large = pattern(5'000'000);
    put(chain, "front");
    put(chain, large);
    EXPECT_EQ(flat(chain), "front" + large);
}

TEST(a_chunk_chain, keeps_its_pieces_in_place_when_moved) {
    const auto pool = std::make_shared<rec::chunk_pool>();
    rec::chunk_chain chain(pool);
    put(chain, pattern(10000));
    const auto before = chain.pieces();
    const auto moved = std::move(chain);
    const auto after = moved.pieces();
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) EXPECT_EQ(after[i].data(), before[i].data());
}

TEST(a_chunk_chain, gives_everything_back) {
    const auto pool = std::make_shared<rec::chunk_pool>();
    {
        rec::chunk_chain chain(pool);
        put(chain, pattern(300000));
        EXPECT_GT(pool->bytes_out(), 300000u);
    }
    EXPECT_EQ(pool->bytes_out(), 0u);
    EXPECT_GT(pool->bytes_kept(), 300000u);
}

TEST(a_chunk_pool, hands_out_again_what_came_back) {
    rec::chunk_pool pool;
    const auto first = pool.take(2);
    pool.give_back({&first, 1});
    const auto second = pool.take(2);
    EXPECT_EQ(second.data, first.data);
    EXPECT_EQ(pool.bytes_kept(), 0u);
    pool.give_back({&second, 1});
}

TEST(a_chunk_pool, keeps_no_more_than_it_was_told) {
    rec::chunk_pool pool(10'000);
    std::vector<rec::chunk> chunks;
    for (int i = 0; i < 20; ++i) chunks.push_back(pool.take(1));
    pool.give_back(chunks);
    EXPECT_EQ(pool.bytes_kept(), 8192u);
    EXPECT_EQ(pool.bytes_out(), 0u);
}

TEST(a_chunk_pool, serves_many_threads) {
    const auto pool = std::make_shared<rec::chunk_pool>();
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&pool, t] {
            for (std::size_t i = 0; i < 300; ++i) {
                rec::chunk_chain chain(pool);
                const std::string text(200 * (i % 40), static_cast<char>('a' + t));
                put(chain, text);
                EXPECT_EQ(flat(chain), text);
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(pool->bytes_out(), 0u);
}
