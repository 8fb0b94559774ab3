#include "support/running_broker.hpp"

#include <kafka/broker_errc.hpp>

#include <gtest/gtest.h>

using kafka::testing::running_broker;

namespace {

const auto limit = running_broker::limit;

kafka::timestamp at_ms(std::int64_t ms) { return kafka::timestamp(std::chrono::milliseconds(ms)); }

} // namespace

TEST(a_client, lists_offsets_of_many_partitions_with_an_error_for_each_that_fails) {
    running_broker broker;
    broker.make_topic("a", 2);
    broker.make_topic("b");
    broker.append_numbers("a", 1, 10);
    broker.append_numbers("b", 0, 5);
    const auto got = broker.make_client().list_offsets(
        limit(), {{.partition = {"a", 0}, .at = kafka::last_offset},
                  {.partition = {"b", 0}, .at = kafka::last_offset},
                  {.partition = {"a", 1}, .at = kafka::last_offset},
                  {.partition = {"a", 1}, .at = kafka::first_offset},
                  {.partition = {"a", 7}},
                  {.partition = {"absent", 0}},
                  {.partition = {"a", 1}, .at = 3}});
    ASSERT_EQ(got.size(), 7u);
    EXPECT_EQ(got[0].offset, 0);
    EXPECT_EQ(got[1].offset, 5);
    EXPECT_EQ(got[2].offset, 10);
    EXPECT_EQ(got[3].offset, 0);
    EXPECT_EQ(got[4].error, kafka::broker_errc::unknown_topic_or_partition);
    EXPECT_EQ(got[5].error, kafka::broker_errc::unknown_topic_or_partition);
    EXPECT_EQ(got[6].error, kafka::errc::invalid_argument);
}

TEST(a_client, finds_offsets_by_time) {
    running_broker broker;
    broker.make_topic("a");
    broker.append_numbers("a", 0, 10); // at 1 000 000 ms and each one later
    const auto got = broker.make_client().list_offsets(
        limit(), {{.partition = {"a", 0}, .at = kafka::at(at_ms(1'000'004))},
                  {.partition = {"a", 0}, .at = kafka::at(at_ms(2'000'000))}});
    EXPECT_EQ(got[0].offset, 4);
    EXPECT_EQ(got[0].timestamp, at_ms(1'000'004));
    EXPECT_EQ(got[1].offset, -1);
}

TEST(a_client, deletes_records_before_an_offset) {
    running_broker broker;
    broker.make_topic("a", 2);
    broker.append_numbers("a", 0, 10);
    broker.append_numbers("a", 1, 10);
    auto client = broker.make_client();
    const auto got = client.delete_records(
        limit(), {{{"a", 0}, 4}, {{"a", 1}, -1}, {{"a", 0}, 99}, {{"a", 9}, 0}});
    ASSERT_EQ(got.size(), 4u);
    EXPECT_EQ(got[0].offset, 4);
    EXPECT_EQ(got[1].offset, 10);
    EXPECT_EQ(got[2].error, kafka::broker_errc::offset_out_of_range);
    EXPECT_EQ(got[3].error, kafka::broker_errc::unknown_topic_or_partition);
    const auto first = client.list_offsets(limit(), {{.partition = {"a", 0}, .at = -2}});
    EXPECT_EQ(first[0].offset, 4);
}
