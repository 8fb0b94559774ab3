#include "consumer/offset_lookup.hpp"

#include <kafka/broker_errc.hpp>

#include <gtest/gtest.h>

using namespace kafka::detail::consumer;
namespace protocol = kafka::detail::protocol;

namespace {

protocol::list_offsets_response
found(std::vector<protocol::list_offsets_response_partition> partitions,
      std::string_view topic = "t") {
    protocol::list_offsets_response out;
    out.topics.push_back({.name = topic, .partitions = partitions});
    return out;
}

} // namespace

TEST(an_offset_lookup, asks_as_a_consumer_with_kafkas_numbers) {
    const kafka::timestamp time{std::chrono::milliseconds(5'000)};
    const std::string topic = "t";
    const auto q = request_of({{.partition = 0, .start = kafka::first_offset},
                               {.partition = 1, .leader_epoch = 4, .start = kafka::last_offset},
                               {.partition = 2, .start = kafka::at(time)}},
                              topic);
    EXPECT_EQ(q.replica_id, -1);
    ASSERT_EQ(q.topics.at(0).partitions.size(), 3u);
    EXPECT_EQ(q.topics[0].name, "t");
    EXPECT_EQ(q.topics[0].partitions[0].timestamp, -2);
    EXPECT_EQ(q.topics[0].partitions[1].timestamp, -1);
    EXPECT_EQ(q.topics[0].partitions[1].current_leader_epoch, 4);
    EXPECT_EQ(q.topics[0].partitions[2].timestamp, 5'000);
}

TEST(an_offset_lookup, before_1970_is_not_mistaken_for_the_end) {
    const kafka::timestamp time{std::chrono::milliseconds(-1)};
    const std::string topic = "t";
    const auto q = request_of({offset_lookup{.start = kafka::at(time)}}, topic);
    EXPECT_EQ(q.topics[0].partitions[0].timestamp, 0);
}

TEST(an_offset_lookup, takes_only_answers_to_its_own_questions) {
    std::vector<offset_lookup> asked{{.partition = 1}, {.partition = 2}};
    read_answer(found({{.partition_index = 1, .offset = 5, .leader_epoch = 3},
                       {.partition_index = 1, .offset = 6},
                       {.partition_index = 9, .offset = 7}}),
                "t", asked);
    EXPECT_TRUE(asked[0].answered);
    EXPECT_EQ(asked[0].offset, 5);
    EXPECT_EQ(asked[0].epoch, 3);
    EXPECT_FALSE(asked[1].answered);
    read_answer(found({{.partition_index = 2, .offset = 5}}, "u"), "t", asked);
    EXPECT_FALSE(asked[1].answered) << "that is another topic";
    read_answer(found({{.partition_index = 2, .error_code = 6}}), "t", asked);
    EXPECT_EQ(asked[1].error, kafka::broker_errc::not_leader_or_follower);
}

TEST(an_epoch_check, asks_where_the_epoch_of_the_last_record_ends) {
    const std::string topic = "t";
    std::vector<epoch_check> asked{{.partition = 1, .leader_epoch = 5, .epoch = 4}};
    const auto q = request_of(asked, topic);
    EXPECT_EQ(q.replica_id, -1);
    const auto& p = q.topics.at(0).partitions.at(0);
    EXPECT_EQ(p.partition, 1);
    EXPECT_EQ(p.current_leader_epoch, 5);
    EXPECT_EQ(p.leader_epoch, 4);
    protocol::offset_for_leader_epoch_response answer;
    answer.topics.push_back({.topic = "t", .partitions = {{.partition = 1, .end_offset = 40}}});
    read_answer(answer, topic, asked);
    EXPECT_TRUE(asked[0].answered);
    EXPECT_EQ(asked[0].end, 40);
}
