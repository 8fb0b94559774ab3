#include "support/running_broker.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/topics.hpp>

#include <gtest/gtest.h>

using kafka::testing::running_broker;

namespace {

const auto limit = running_broker::limit;

} // namespace

TEST(topics, are_listed_by_a_pattern) {
    running_broker broker;
    auto client = broker.make_client();
    for (const auto* name : {"orders", "orders.dead", "events"}) broker.make_topic(name);
    EXPECT_EQ(kafka::topics::list(client, limit()).size(), 3u);
    const auto some = kafka::topics::list(client, limit(), "^orders");
    ASSERT_EQ(some.size(), 2u);
    EXPECT_EQ(some[0].name, "orders");
    EXPECT_EQ(some[1].partitions.size(), 1u);
    EXPECT_TRUE(kafka::topics::list(client, limit(), "^$").empty());
    try {
        kafka::topics::list(client, limit(), "orders(");
        FAIL() << "the pattern is none";
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::invalid_argument);
    }
}

TEST(topics, that_are_absent_are_made) {
    running_broker broker;
    auto client = broker.make_client();
    const std::vector<kafka::topic_config> wanted{
        {.topic = "a", .partitions = 2, .configs = {{"retention.ms", "1000"}}}, {.topic = "b"}};
    for (const auto& made : kafka::topics::ensure(client, limit(), wanted)) {
        EXPECT_TRUE(made.created) << made.topic;
        EXPECT_FALSE(made.error) << made.detail;
    }
    for (const auto& there : kafka::topics::ensure(client, limit(), wanted)) {
        EXPECT_FALSE(there.created) << there.topic;
        EXPECT_FALSE(there.error) << there.detail;
        EXPECT_TRUE(there.differences.empty()) << there.differences[0].name;
    }
}

TEST(topics, that_are_otherwise_than_wanted_are_told_of_and_left_alone) {
    running_broker broker;
    auto client = broker.make_client();
    broker.make_topic("a", 2);
    const auto seen = kafka::topics::ensure(
        client, limit(),
        {{.topic = "a",
          .partitions = 3,
          .replication_factor = 3,
          .configs = {{"cleanup.policy", "compact"}, {"no.such.setting", "1"}}}});
    ASSERT_EQ(seen.size(), 1u);
    const auto& differences = seen[0].differences;
    ASSERT_EQ(differences.size(), 4u);
    EXPECT_EQ(differences[0].name, "partitions");
    EXPECT_EQ(differences[0].wanted, "3");
    EXPECT_EQ(differences[0].actual, "2");
    EXPECT_EQ(differences[1].name, "replication_factor");
    EXPECT_EQ(differences[2].name, "cleanup.policy");
    EXPECT_EQ(differences[2].actual, "delete");
    EXPECT_EQ(differences[3].name, "no.such.setting");
    EXPECT_EQ(client.metadata(limit(), {"a"}).topics[0].partitions.size(), 2u);
}

TEST(topics, that_cannot_be_made_are_told_one_by_one) {
    running_broker broker;
    auto client = broker.make_client();
    const std::string longest(249, 'x');
    const auto made = kafka::topics::ensure(
        client, limit(),
        {{.topic = ""}, {.topic = longest}, {.topic = longest + "x"}, {.topic = "a b"}});
    ASSERT_EQ(made.size(), 4u);
    EXPECT_EQ(made[0].error, kafka::broker_errc::invalid_topic);
    EXPECT_TRUE(made[1].created) << made[1].error.message();
    EXPECT_EQ(made[2].error, kafka::broker_errc::invalid_topic);
    EXPECT_EQ(made[3].error, kafka::broker_errc::invalid_topic);
}
