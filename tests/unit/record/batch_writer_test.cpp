#include "record/batch_view.hpp"
#include "record/batch_writer.hpp"
#include "record/compressor.hpp"
#include "record/record_view.hpp"
#include "support/allocations.hpp"

#include <gtest/gtest.h>

#include <string>

namespace rec = kafka::detail::record;
using kafka::compression;

namespace {

std::vector<std::byte> flat(const rec::sealed_batch& batch) {
    std::vector<std::byte> out;
    for (auto piece : batch.pieces()) out.insert(out.end(), piece.begin(), piece.end());
    return out;
}

struct seen_record {
    std::int64_t offset, timestamp;
    std::string key, value;
    bool operator==(const seen_record&) const = default;
};

std::vector<seen_record> read(const std::vector<std::byte>& batch) {
    rec::batch_cursor batches{batch};
    const auto view = batches.next();
    if (!view) return {};
    rec::buffer area;
    EXPECT_EQ(rec::decompress(view->header.codec(), view->records(), 1 << 30, area), rec::errc::ok);
    std::vector<seen_record> out;
    rec::record_cursor records(view->header, area);
    for (rec::record_view r; records.next(r);)
        out.push_back({r.offset, r.timestamp, r.key.str(), r.value.str()});
    EXPECT_EQ(records.error(), rec::errc::ok);
    return out;
}

rec::batch_writer filled(int count, std::size_t value_size = 100) {
    rec::batch_writer writer(std::make_shared<rec::chunk_pool>());
    const std::string value(value_size, 'v');
    for (int i = 0; i < count; ++i)
        EXPECT_EQ(writer.append({.key = "key", .value = value}, 1000 + i), rec::errc::ok);
    return writer;
}

} // namespace

TEST(a_batch_writer, makes_a_batch_that_reads_back) {
    auto writer = filled(3, 5);
    const auto size = writer.size();
    const auto batch = flat(std::move(writer).seal({}));
    EXPECT_EQ(batch.size(), size);
    EXPECT_EQ(read(batch), (std::vector<seen_record>{{0, 1000, "key", "vvvvv"},
                                                     {1, 1001, "key", "vvvvv"},
                                                     {2, 1002, "key", "vvvvv"}}));
}

TEST(a_batch_writer, gives_the_same_bytes_whatever_the_chunks) {
    for (std::size_t value_size : {1, 90, 300, 5000, 3000000}) {
        const auto sealed = filled(40, value_size).seal({});
        const auto records = read(flat(sealed));
        ASSERT_EQ(records.size(), 40u) << value_size;
        EXPECT_EQ(records.back().value, std::string(value_size, 'v'));
    }
}

TEST(a_batch_writer, compresses_with_every_codec) {
    for (int codec = 0; codec <= 4; ++codec) {
        const auto batch = flat(filled(500).seal({}, static_cast<compression>(codec)));
        EXPECT_EQ(rec::read_batch_header(batch)->codec(), static_cast<compression>(codec));
        EXPECT_EQ(read(batch).size(), 500u) << codec;
    }
}

TEST(a_batch_writer, allocates_nothing_per_record) {
    rec::batch_writer writer(std::make_shared<rec::chunk_pool>());
    const std::string value(100, 'v');
    const kafka::header headers[] = {{"trace", "abc"}, {"nothing", nullptr}};
    const auto before = kafka::test::allocations();
    for (int i = 0; i < 5000; ++i)
        (void)writer.append({.key = "key", .value = value, .headers = headers}, 1);
    EXPECT_LT(kafka::test::allocations() - before, 20u); // chunks and their list
    EXPECT_EQ(writer.count(), 5000);
}
