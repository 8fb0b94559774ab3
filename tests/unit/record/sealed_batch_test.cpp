#include "record/batch_view.hpp"
#include "record/batch_writer.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace rec = kafka::detail::record;
using kafka::compression;
using byte_vector = std::vector<std::byte>;

namespace {

byte_vector flat(const rec::sealed_batch& batch) {
    byte_vector out;
    for (auto piece : batch.pieces()) out.insert(out.end(), piece.begin(), piece.end());
    return out;
}

rec::batch_writer filled(int count) {
    rec::batch_writer writer(std::make_shared<rec::chunk_pool>());
    for (int i = 0; i < count; ++i)
        EXPECT_EQ(writer.append({.value = "some value that repeats itself"}, 1000 + i),
                  rec::errc::ok);
    return writer;
}

} // namespace

TEST(a_sealed_batch, carries_the_producers_stamp) {
    const rec::producer_stamp producer{
        .id = 4711, .epoch = 3, .base_sequence = 40, .transactional = true};
    const auto batch = filled(5).seal(producer);
    const auto h = *rec::read_batch_header(flat(batch));
    EXPECT_EQ(h, batch.header());
    EXPECT_EQ(h.producer_id, 4711);
    EXPECT_EQ(h.producer_epoch, 3);
    EXPECT_EQ(h.base_sequence, 40);
    EXPECT_EQ(h.last_sequence(), 44);
    EXPECT_TRUE(h.is_transactional());
    EXPECT_EQ(h.max_timestamp, 1004);
    EXPECT_EQ(batch.count(), 5);
    EXPECT_EQ(batch.size(), flat(batch).size());
}

TEST(a_sealed_batch, is_stamped_anew_for_another_producer) {
    for (auto codec : {compression::none, compression::lz4}) {
        auto batch = filled(300).seal(
            {.id = 1, .epoch = 0, .base_sequence = 7, .transactional = true}, codec);
        const rec::producer_stamp other{.id = 2, .epoch = 5, .base_sequence = 0};
        batch.restamp(other);
        EXPECT_EQ(flat(batch), flat(filled(300).seal(other, codec)));
    }
}

TEST(a_sealed_batch, keeps_its_pieces_in_place_when_moved) {
    auto batch = filled(1000).seal({});
    const auto before = batch.pieces();
    ASSERT_GT(before.size(), 1u);
    const auto* first = before.front().data();
    const auto moved = std::move(batch);
    EXPECT_EQ(moved.pieces().data(), before.data()); // a request may hold this span
    EXPECT_EQ(moved.pieces().front().data(), first);
    EXPECT_TRUE(rec::batch_cursor(flat(moved)).next()->crc_matches());
}

TEST(a_sealed_batch, stays_plain_when_compression_would_make_it_larger) {
    std::mt19937 random(1);
    std::string noise(500, ' ');
    for (auto& c : noise) c = static_cast<char>(random());
    for (int codec = 1; codec <= 4; ++codec) {
        rec::batch_writer writer(std::make_shared<rec::chunk_pool>());
        ASSERT_EQ(writer.append({.value = noise}, 0), rec::errc::ok);
        const auto open_size = writer.size();
        const auto batch = std::move(writer).seal({}, static_cast<compression>(codec));
        EXPECT_EQ(batch.header().codec(), compression::none);
        EXPECT_EQ(batch.size(), open_size);
    }
}

TEST(a_sealed_batch, gives_its_memory_back) {
    const auto pool = std::make_shared<rec::chunk_pool>();
    {
        rec::batch_writer writer(pool);
        for (int i = 0; i < 100; ++i) ASSERT_EQ(writer.append({.value = "v"}, 0), rec::errc::ok);
        const auto batch = std::move(writer).seal({});
        EXPECT_GT(pool->bytes_out(), 0u);
    }
    EXPECT_EQ(pool->bytes_out(), 0u);
}

TEST(a_compressed_batch, gives_its_chunks_back_at_once) {
    const auto pool = std::make_shared<rec::chunk_pool>();
    rec::batch_writer writer(pool);
    for (int i = 0; i < 100; ++i)
        ASSERT_EQ(writer.append({.value = "aaaaaaaaaaaaaaaaaaaaaaaaa"}, 0), rec::errc::ok);
    const auto batch = std::move(writer).seal({}, compression::zstd);
    EXPECT_EQ(pool->bytes_out(), 0u);
    EXPECT_EQ(batch.pieces().size(), 1u);
}

TEST(the_bound_of_a_record, is_never_too_small) {
    const std::string value(300, 'v');
    const kafka::header headers[] = {{"k", nullptr}, {value, value}};
    const kafka::record records[] = {
        {}, {.key = "", .value = ""}, {.key = value, .value = value, .headers = headers}};
    rec::batch_writer writer(std::make_shared<rec::chunk_pool>());
    for (int i = 0; i < 200; ++i)
        for (const auto& r : records) {
            const auto before = writer.size();
            const auto time = i % 2 == 0 ? std::numeric_limits<std::int64_t>::min() / 2 : 0;
            ASSERT_EQ(writer.append(r, time), rec::errc::ok);
            EXPECT_LE(writer.size() - before, rec::batch_writer::bound(r));
        }
}

TEST(a_record, that_no_batch_can_hold_is_refused_and_changes_nothing) {
    // A view that claims 3 GiB; it is measured and never read.
    const std::string_view huge("x", std::size_t{3} << 30);
    rec::batch_writer writer(std::make_shared<rec::chunk_pool>());
    EXPECT_EQ(writer.append({.value = huge}, 0), rec::errc::too_large);
    EXPECT_TRUE(writer.empty());
    ASSERT_EQ(writer.append({.value = "fits"}, 0), rec::errc::ok);
    const auto size = writer.size();
    EXPECT_EQ(writer.append({.value = huge}, 0), rec::errc::too_large);
    EXPECT_EQ(writer.size(), size);
    EXPECT_TRUE(rec::batch_cursor(flat(std::move(writer).seal({}))).next()->crc_matches());
}
