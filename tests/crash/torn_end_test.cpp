// A log of three batches whose end is cut at every byte, or has any one bit flipped.
#include "support/log_on_memory.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace storage = kafka::detail::storage;
using kafka::testing::content;
using kafka::testing::log_on_memory;
using storage::errc;

namespace {

const std::string file = "/data/t-0/00000000000000000000.log";

// Bytes 12 to 15 of a batch are the leader epoch, which the checksum does not cover; nor does it
// cover the base offset, but that is known from the batch before.
bool is_leader_epoch(std::size_t byte, const std::vector<std::size_t>& begins) {
    return std::ranges::any_of(
        begins, [&](std::size_t begin) { return byte >= begin + 12 && byte < begin + 16; });
}

class three_batches : public testing::Test, protected log_on_memory {
protected:
    void SetUp() override {
        ASSERT_FALSE(open().code);
        for (int i = 0; i < 3; ++i) {
            begins.push_back(disk.read(file).size());
            append({.records = 2 + i, .bytes = 30, .fill = static_cast<std::byte>(i)});
        }
        whole = disk.read(file);
        expected = headers();
        settings.recovery_point = 0;
    }

    std::size_t batches_before(std::size_t byte) const {
        return static_cast<std::size_t>(
            std::ranges::count_if(begins, [&](std::size_t b) { return b <= byte; }) - 1);
    }

    void put(const content& bytes) {
        for (const auto& name : disk.names("/data/t-0")) disk.remove("/data/t-0/" + name);
        disk.replace(file, bytes);
    }

    void holds_the_first(std::size_t n, std::size_t at) {
        const auto found = headers();
        ASSERT_EQ(found.size(), n) << "byte " << at;
        EXPECT_TRUE(std::equal(found.begin(), found.end(), expected.begin())) << "byte " << at;
    }

    content whole;
    std::vector<std::size_t> begins;
    std::vector<kafka::detail::record::batch_header> expected;
};

} // namespace

TEST_F(three_batches, cut_at_every_byte_keep_those_that_are_whole) {
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        put({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
        ASSERT_FALSE(open().code);
        const auto kept = size == whole.size() ? 3 : batches_before(size);
        holds_the_first(kept, size);
        const auto torn = size - (kept == 3 ? whole.size() : begins[kept]);
        EXPECT_EQ(log->report().torn_bytes, torn);
        EXPECT_EQ(append().base_offset, kept == 0 ? 0 : expected[kept - 1].next_offset());
    }
}

TEST_F(three_batches, cut_at_every_byte_below_the_durable_point_are_refused_untouched) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
        settings.recovery_point = expected[batches_before(size)].next_offset();
        const content cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        put(cut);
        EXPECT_EQ(open().code, errc::damaged) << size;
        EXPECT_EQ(disk.read(file), cut);
    }
}

TEST_F(three_batches, with_any_bit_flipped_show_it_or_differ_in_the_leader_epoch_only) {
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        const auto byte = bit / 8;
        auto bent = whole;
        bent[byte] ^= static_cast<std::byte>(1u << bit % 8);
        put(bent);
        ASSERT_FALSE(open().code);
        if (is_leader_epoch(byte, begins)) {
            ASSERT_EQ(headers().size(), 3u);
            EXPECT_EQ(log->end_offset(), expected.back().next_offset());
        } else {
            holds_the_first(batches_before(byte), byte);
        }
    }
}

TEST_F(three_batches, with_any_bit_flipped_below_the_durable_point_are_refused_untouched) {
    settings.recovery_point = expected.back().next_offset();
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        if (is_leader_epoch(bit / 8, begins)) continue;
        auto bent = whole;
        bent[bit / 8] ^= static_cast<std::byte>(1u << bit % 8);
        put(bent);
        EXPECT_EQ(open().code, errc::damaged) << bit;
        EXPECT_EQ(disk.read(file), bent);
    }
}
