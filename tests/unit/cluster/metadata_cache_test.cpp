#include "cluster/metadata_cache.hpp"

#include <kafka/broker_errc.hpp>

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using kafka::detail::cluster::metadata_cache;
using kafka::detail::protocol::metadata_response;

metadata_cache::time_point at(int seconds) {
    return metadata_cache::time_point(std::chrono::seconds(seconds));
}

kafka::uuid id(unsigned char n) {
    kafka::uuid out;
    out.bytes[15] = std::byte{n};
    return out;
}

/// One topic with one partition.
metadata_response answer(std::int32_t leader, std::int32_t epoch, kafka::uuid topic_id = id(1)) {
    metadata_response out;
    out.brokers = {{.node_id = 1, .host = "a", .port = 9092},
                   {.node_id = 2, .host = "b", .port = 9093}};
    out.controller_id = 2;
    out.cluster_id = "c";
    auto& t = out.topics.emplace_back();
    t.name = "words";
    t.topic_id = topic_id;
    t.partitions.push_back({.partition_index = 0, .leader_id = leader, .leader_epoch = epoch});
    return out;
}

} // namespace

TEST(a_metadata_cache, knows_brokers_by_node_id_and_leaders_by_partition) {
    metadata_cache cache(300s);
    cache.update(answer(2, 5), at(0));
    ASSERT_NE(cache.broker(2), nullptr);
    EXPECT_EQ(cache.broker(2)->where.host, "b");
    EXPECT_EQ(cache.broker(3), nullptr);
    EXPECT_EQ(cache.controller(), 2);
    EXPECT_EQ(cache.cluster_id(), "c");
    EXPECT_EQ(cache.topic("words")->find(0)->leader, 2);
    EXPECT_EQ(cache.topic("words")->find(1), nullptr);
    EXPECT_EQ(cache.topic("absent"), nullptr);
}

TEST(a_metadata_cache, grows_old) {
    metadata_cache cache(300s);
    EXPECT_FALSE(cache.is_fresh("words", at(0)));
    cache.update(answer(1, 0), at(0));
    EXPECT_TRUE(cache.is_fresh("words", at(299)));
    EXPECT_FALSE(cache.is_fresh("words", at(300)));
}

TEST(a_metadata_cache, keeps_what_is_doubted_until_it_knows_better) {
    metadata_cache cache(300s);
    cache.update(answer(1, 0), at(0));
    cache.doubt("words");
    cache.doubt("absent");
    EXPECT_FALSE(cache.is_fresh("words", at(1)));
    EXPECT_NE(cache.topic("words"), nullptr);
    cache.update(answer(1, 0), at(2));
    EXPECT_TRUE(cache.is_fresh("words", at(3)));
}

TEST(a_metadata_cache, passes_over_an_answer_that_is_older_than_what_it_knows) {
    metadata_cache cache(300s);
    cache.update(answer(2, 7), at(0));
    cache.update(answer(1, 6), at(1));
    EXPECT_EQ(cache.topic("words")->find(0)->leader, 2);
    cache.update(answer(1, 8), at(2));
    EXPECT_EQ(cache.topic("words")->find(0)->leader, 1);
}

TEST(a_metadata_cache, begins_anew_with_another_topic_of_the_same_name) {
    metadata_cache cache(300s);
    cache.update(answer(2, 7, id(1)), at(0));
    cache.update(answer(1, 0, id(2)), at(1));
    EXPECT_EQ(cache.topic("words")->find(0)->leader, 1);
    EXPECT_EQ(cache.topic("words")->id, id(2));
}

TEST(a_metadata_cache, knows_that_a_topic_does_not_exist) {
    metadata_cache cache(300s);
    cache.update(answer(1, 0), at(0));
    auto gone = answer(1, 0);
    gone.topics[0].error_code = 3;
    gone.topics[0].partitions.clear();
    cache.update(gone, at(1));
    EXPECT_EQ(cache.topic("words")->error, kafka::broker_errc::unknown_topic_or_partition);
    EXPECT_FALSE(cache.is_fresh("words", at(2)));
}

TEST(a_metadata_cache, leaves_a_topic_that_somebody_holds_as_it_was) {
    metadata_cache cache(300s);
    cache.update(answer(1, 0), at(0));
    const auto held = cache.topic("words");
    cache.update(answer(2, 1), at(1));
    EXPECT_EQ(held->find(0)->leader, 1);
}

TEST(a_metadata_cache, sorts_what_brokers_answer_and_drops_nonsense) {
    metadata_cache cache(300s);
    auto odd = answer(1, 0);
    odd.topics[0].partitions = {
        {.partition_index = 2}, {.partition_index = 0}, {.partition_index = 2}};
    odd.brokers.push_back({.node_id = 3, .host = "", .port = 9092});
    odd.brokers.push_back({.node_id = 4, .host = "d", .port = 70'000});
    cache.update(odd, at(0));
    ASSERT_EQ(cache.topic("words")->partitions.size(), 2u);
    EXPECT_EQ(cache.topic("words")->partitions[1].id, 2);
    EXPECT_EQ(cache.broker(3), nullptr);
    EXPECT_EQ(cache.broker(4), nullptr);
}
