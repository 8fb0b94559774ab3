#include "storage/names.hpp"

#include <gtest/gtest.h>

namespace storage = kafka::detail::storage;
using storage::offset_of;
using storage::partition_of;

TEST(a_file_name, has_the_offset_in_twenty_digits) {
    EXPECT_EQ(storage::file_name(42, storage::suffix::log), "00000000000000000042.log");
    EXPECT_EQ(storage::file_name(9'223'372'036'854'775'807, ".index"),
              "09223372036854775807.index");
}

TEST(a_file_name, tells_its_offset_only_when_it_is_exactly_one) {
    EXPECT_EQ(offset_of("00000000000000000042.log", ".log"), 42);
    for (const auto* other : {"42.log", "00000000000000000042.index", "0000000000000000004x.log",
                              "00000000000000000042.log.deleted", "99999999999999999999.log",
                              "-0000000000000000042.log", ".log", ""})
        EXPECT_FALSE(offset_of(other, ".log")) << other;
}

TEST(a_partition_s_folder, is_named_after_topic_and_number) {
    EXPECT_EQ(storage::directory_name({"orders", 12}), "orders-12");
    EXPECT_EQ(partition_of("my-topic-3"), (storage::topic_partition{"my-topic", 3}));
    for (const auto* other : {"orders", "orders-", "-1", "orders-1x", "orders-99999999999",
                              "orders-0.6c0ee8a2d53c4f5c9e1d7cc2a0a2a8a1-delete", ""})
        EXPECT_FALSE(partition_of(other)) << other;
}
