#include "consumer/fetch_response.hpp"
#include "support/fetched_records.hpp"

#include <kafka/broker_errc.hpp>

#include <gtest/gtest.h>

using namespace kafka::testing;
using namespace kafka::detail::consumer;
namespace protocol = kafka::detail::protocol;
namespace wire = kafka::detail::wire;

namespace {

const kafka::uuid id_of_t{{std::byte{1}}};

fetch_plan plan_of(std::vector<asked_partition> asked) {
    return {.node = 1, .topic = "t", .topic_id = id_of_t, .max_bytes = 1000, .asked = asked};
}

fetch_round round_of(std::vector<asked_partition> asked) {
    return {.node = 1, .max_bytes = 1000, .plans = {plan_of(std::move(asked))}};
}

protocol::fetch_response answer_with(std::vector<protocol::fetch_response_partition> partitions) {
    protocol::fetch_response out;
    out.responses.push_back({.topic = "t", .topic_id = id_of_t, .partitions = partitions});
    return out;
}

} // namespace

TEST(a_fetch_request, asks_as_a_consumer_without_a_session) {
    const auto round = round_of({{.partition = 3, .offset = 7, .leader_epoch = 2}});
    const auto q = request_of(round, {.min_bytes = 5, .partition_max_bytes = 100});
    EXPECT_EQ(q.replica_id, -1);
    EXPECT_EQ(q.session_id, 0);
    EXPECT_EQ(q.session_epoch, -1);
    EXPECT_EQ(q.max_bytes, 1000);
    EXPECT_EQ(q.min_bytes, 5);
    ASSERT_EQ(q.topics.size(), 1u);
    EXPECT_EQ(q.topics[0].topic, "t");
    EXPECT_EQ(q.topics[0].topic_id, id_of_t);
    const auto& p = q.topics[0].partitions.at(0);
    EXPECT_EQ(p.partition, 3);
    EXPECT_EQ(p.fetch_offset, 7);
    EXPECT_EQ(p.current_leader_epoch, 2);
    EXPECT_EQ(p.partition_max_bytes, 100);
}

TEST(a_fetch_request, asks_for_more_where_a_batch_did_not_fit) {
    const auto round = round_of({{.partition = 0, .wanted_bytes = 5'000}});
    const auto q = request_of(round, {.partition_max_bytes = 100});
    EXPECT_EQ(q.topics[0].partitions[0].partition_max_bytes, 5'000);
}

TEST(a_fetch_request, does_not_wait_for_more_than_may_come) {
    EXPECT_EQ(request_of(round_of({{}}), {.min_bytes = 2'000}).min_bytes, 1000);
}

TEST(a_fetch_answer, is_held_against_what_was_asked_for) {
    const auto batch = batch_at(7, {"a"});
    auto answer =
        answer_with({{.partition_index = 3, .high_watermark = 9, .records = wire::blob(batch)},
                     {.partition_index = 4, .error_code = 6}});
    const auto plan = plan_of({{.partition = 3, .offset = 7}, {.partition = 4, .offset = 1}});
    const auto read = read_answer(answer, 13, plan);
    ASSERT_EQ(read.partitions.size(), 2u);
    EXPECT_EQ(read.partitions[0].asked.partition, 3);
    EXPECT_EQ(read.partitions[0].high_watermark, 9);
    EXPECT_EQ(read.partitions[0].extent.next, 8);
    EXPECT_EQ(read.partitions[1].error, kafka::broker_errc::not_leader_or_follower);
    EXPECT_EQ(read.partitions[1].extent.next, 1);
}

TEST(a_fetch_answer, about_other_partitions_is_left_out) {
    const auto batch = batch_at(7, {"a"});
    const auto answer = answer_with({{.partition_index = 5, .records = wire::blob(batch)},
                                     {.partition_index = -1, .records = wire::blob(batch)},
                                     {.partition_index = 3, .records = wire::blob(batch)},
                                     {.partition_index = 3, .records = wire::blob(batch)}});
    const auto read = read_answer(answer, 13, plan_of({{.partition = 3, .offset = 7}}));
    EXPECT_EQ(read.partitions.size(), 1u) << "a second entry for a partition is one too many";
}

TEST(a_fetch_answer, about_another_topic_is_left_out) {
    auto answer = answer_with({{.partition_index = 3}});
    const auto plan = plan_of({{.partition = 3}});
    answer.responses[0].topic_id = {};
    EXPECT_TRUE(read_answer(answer, 13, plan).partitions.empty());
    EXPECT_EQ(read_answer(answer, 12, plan).partitions.size(), 1u) << "known by name there";
    answer.responses[0].topic = "u";
    EXPECT_TRUE(read_answer(answer, 12, plan).partitions.empty());
}

TEST(a_fetch_answer, with_impossible_numbers_does_no_harm) {
    auto answer = answer_with({{.partition_index = 3, .high_watermark = -7}});
    answer.throttle_time_ms = -5;
    const auto read = read_answer(answer, 13, plan_of({{.partition = 3, .offset = 7}}));
    EXPECT_EQ(read.throttle.count(), 0);
    EXPECT_EQ(read.partitions.at(0).high_watermark, -1);
}
