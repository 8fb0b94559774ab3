#include <kafka/uuid.hpp>

#include <gtest/gtest.h>

TEST(a_uuid, reads_back_its_own_text) {
    for (int i = 0; i < 100; ++i) {
        const auto id = kafka::uuid::random();
        EXPECT_EQ(kafka::uuid::from_string(to_string(id)), id);
    }
}

TEST(a_uuid, is_printed_as_kafka_prints_it) {
    EXPECT_EQ(to_string(kafka::uuid{}), "AAAAAAAAAAAAAAAAAAAAAA");
    kafka::uuid one;
    one.bytes[15] = std::byte{1};
    EXPECT_EQ(to_string(one), "AAAAAAAAAAAAAAAAAAAAAQ");
}

TEST(a_uuid, refuses_text_of_another_shape) {
    EXPECT_FALSE(kafka::uuid::from_string(""));
    EXPECT_FALSE(kafka::uuid::from_string("AAAAAAAAAAAAAAAAAAAAA"));
    EXPECT_FALSE(kafka::uuid::from_string("AAAAAAAAAAAAAAAAAAAA+A"));
    EXPECT_FALSE(kafka::uuid::from_string("AAAAAAAAAAAAAAAAAAAAAB"));
}
