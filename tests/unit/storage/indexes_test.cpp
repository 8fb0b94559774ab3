#include "storage/offset_index.hpp"
#include "storage/time_index.hpp"

#include <gtest/gtest.h>

using kafka::detail::storage::index_entry;
using kafka::detail::storage::offset_index;
using kafka::detail::storage::time_entry;
using kafka::detail::storage::time_index;

namespace {

offset_index two_offsets() {
    offset_index index;
    index.add({10, 4'200});
    index.add({25, 9'000});
    return index;
}

time_index two_times() {
    time_index index;
    index.add({1'000, 10});
    index.add({3'000, 25});
    return index;
}

std::vector<std::byte> bytes(std::initializer_list<int> values) {
    std::vector<std::byte> out;
    for (const int v : values) out.push_back(static_cast<std::byte>(v));
    return out;
}

} // namespace

TEST(an_offset_index, answers_with_the_nearest_entry_that_is_not_after) {
    const auto index = two_offsets();
    EXPECT_EQ(index.at_offset(9), index_entry{});
    EXPECT_EQ(index.at_offset(10), (index_entry{10, 4'200}));
    EXPECT_EQ(index.at_offset(24), (index_entry{10, 4'200}));
    EXPECT_EQ(index.at_offset(1'000), (index_entry{25, 9'000}));
    EXPECT_EQ(index.at_position(4'199), index_entry{});
    EXPECT_EQ(index.at_position(9'000), (index_entry{25, 9'000}));
}

TEST(an_offset_index, is_kept_in_kafka_s_bytes) {
    EXPECT_EQ(two_offsets().encode(),
              bytes({0, 0, 0, 10, 0, 0, 0x10, 0x68, 0, 0, 0, 25, 0, 0, 0x23, 0x28}));
    EXPECT_EQ(offset_index::decode(two_offsets().encode(), 9'100)->last(),
              (index_entry{25, 9'000}));
}

TEST(an_offset_index, forgets_what_begins_behind_a_cut) {
    auto index = two_offsets();
    index.truncate(9'000);
    EXPECT_EQ(index.last(), (index_entry{10, 4'200}));
}

TEST(an_offset_index, ignores_the_zeros_that_kafka_preallocates) {
    auto file = two_offsets().encode();
    file.resize(800);
    EXPECT_EQ(offset_index::decode(file, 9'100)->count(), 2u);
}

TEST(an_offset_index, is_not_taken_from_a_file_that_cannot_be_one) {
    auto cut = two_offsets().encode();
    cut.pop_back();
    EXPECT_FALSE(offset_index::decode(cut, 9'100));
    EXPECT_FALSE(offset_index::decode(two_offsets().encode(), 9'000)) << "behind the end";
    offset_index descending;
    descending.add({25, 4'200});
    descending.add({10, 9'000});
    EXPECT_FALSE(offset_index::decode(descending.encode(), 9'100));
    offset_index standing;
    standing.add({10, 4'200});
    standing.add({25, 4'200});
    EXPECT_FALSE(offset_index::decode(standing.encode(), 9'100));
}

TEST(a_time_index, answers_with_the_nearest_entry_that_is_not_after) {
    const auto index = two_times();
    EXPECT_EQ(index.at_time(999), time_entry{});
    EXPECT_EQ(index.at_time(1'000), (time_entry{1'000, 10}));
    EXPECT_EQ(index.at_time(9'000), (time_entry{3'000, 25}));
}

TEST(a_time_index, takes_only_larger_timestamps) {
    auto index = two_times();
    index.add({3'000, 30});
    index.add({2'000, 40});
    EXPECT_EQ(index.count(), 2u);
}

TEST(a_time_index, is_kept_in_kafka_s_bytes) {
    time_index index;
    index.add({1'000, 10});
    EXPECT_EQ(index.encode(), bytes({0, 0, 0, 0, 0, 0, 3, 0xe8, 0, 0, 0, 10}));
    EXPECT_EQ(time_index::decode(two_times().encode())->last(), (time_entry{3'000, 25}));
    auto preallocated = two_times().encode();
    preallocated.resize(1'200);
    EXPECT_EQ(time_index::decode(preallocated)->count(), 2u);
}

TEST(a_time_index, is_not_taken_from_a_file_that_cannot_be_one) {
    auto cut = two_times().encode();
    cut.pop_back();
    EXPECT_FALSE(time_index::decode(cut));
    auto swapped = two_times().encode();
    std::rotate(swapped.begin(), swapped.begin() + 12, swapped.end());
    EXPECT_FALSE(time_index::decode(swapped));
}

TEST(a_time_index, forgets_what_comes_after_an_offset) {
    auto index = two_times();
    index.truncate(24);
    EXPECT_EQ(index.last(), (time_entry{1'000, 10}));
}
