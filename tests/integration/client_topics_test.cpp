#include "support/running_broker.hpp"

#include <kafka/broker_errc.hpp>

#include <gtest/gtest.h>

#include <algorithm>

using namespace std::chrono_literals;
using kafka::testing::running_broker;

namespace {

const auto limit = running_broker::limit;

} // namespace

TEST(a_client, makes_a_topic_and_sees_it) {
    running_broker broker;
    auto client = broker.make_client();
    const auto made = client.create_topics(
        limit(), {{.topic = "words", .partitions = 3, .configs = {{"retention.ms", "60000"}}}});
    ASSERT_EQ(made.size(), 1u);
    EXPECT_FALSE(made[0].error) << made[0].detail;
    EXPECT_TRUE(made[0].id);
    const auto seen = client.metadata(limit(), {"words"});
    ASSERT_EQ(seen.topics.size(), 1u);
    EXPECT_EQ(seen.topics[0].partitions.size(), 3u);
    EXPECT_EQ(seen.topics[0].id, made[0].id);
    EXPECT_EQ(seen.brokers.size(), 1u);
    EXPECT_FALSE(seen.cluster_id.empty());
    EXPECT_EQ(client.topics(limit()), std::vector<std::string>{"words"});
}

TEST(a_client, reports_each_topic_that_cannot_be_made) {
    running_broker broker;
    auto client = broker.make_client();
    client.create_topics(limit(), {{.topic = "old"}});
    const auto made =
        client.create_topics(limit(), {{.topic = "old"}, {.topic = "new"}, {.topic = "bad name"}});
    ASSERT_EQ(made.size(), 3u);
    for (const auto& t : made) {
        if (t.topic == "old") {
            EXPECT_EQ(t.error, kafka::broker_errc::topic_already_exists);
            EXPECT_FALSE(t.detail.empty());
        }
        if (t.topic == "new") {
            EXPECT_FALSE(t.error);
        }
        if (t.topic == "bad name") {
            EXPECT_EQ(t.error, kafka::broker_errc::invalid_topic);
        }
    }
}

TEST(a_client, deletes_and_grows_topics) {
    running_broker broker;
    auto client = broker.make_client();
    client.create_topics(limit(), {{.topic = "a", .partitions = 1}, {.topic = "b"}});
    const auto grown = client.create_partitions(limit(), "a", 4);
    EXPECT_FALSE(grown.error) << grown.detail;
    const auto gone = client.delete_topics(limit(), {"b", "absent"});
    ASSERT_EQ(gone.size(), 2u);
    for (const auto& t : gone)
        EXPECT_EQ(t.error, t.topic == "b" ? std::error_code()
                                          : kafka::broker_errc::unknown_topic_or_partition);
    const auto left = client.metadata(limit());
    ASSERT_EQ(left.topics.size(), 1u);
    EXPECT_EQ(left.topics[0].partitions.size(), 4u);
}

TEST(a_client, tells_of_a_topic_that_does_not_exist_and_does_not_make_it) {
    running_broker broker;
    auto client = broker.make_client();
    const auto seen = client.metadata(limit(), {"absent"});
    ASSERT_EQ(seen.topics.size(), 1u);
    EXPECT_EQ(seen.topics[0].error, kafka::broker_errc::unknown_topic_or_partition);
    EXPECT_TRUE(client.topics(limit()).empty());
}

TEST(a_client, reads_and_changes_configs) {
    running_broker broker;
    auto client = broker.make_client();
    client.create_topics(limit(), {{.topic = "words"}});
    const auto value_of = [&](const std::string& name) {
        const auto all = client.describe_configs(limit(), kafka::config_resource::topic, "words");
        const auto found = std::ranges::find(all, name, &kafka::config_entry::name);
        return found == all.end() ? kafka::config_entry{} : *found;
    };
    EXPECT_TRUE(value_of("retention.ms").is_default);
    client.alter_configs(limit(), kafka::config_resource::topic, "words",
                         {{.name = "retention.ms", .value = "1234"}});
    EXPECT_EQ(value_of("retention.ms").value, "1234");
    EXPECT_FALSE(value_of("retention.ms").is_default);
    client.alter_configs(limit(), kafka::config_resource::topic, "words",
                         {{.name = "retention.ms"}});
    EXPECT_TRUE(value_of("retention.ms").is_default);
    EXPECT_THROW(client.alter_configs(limit(), kafka::config_resource::topic, "words",
                                      {{.name = "no.such.thing", .value = "1"}}),
                 kafka::error);
    EXPECT_FALSE(client.describe_configs(limit(), kafka::config_resource::broker, "1").empty());
}

TEST(a_client, survives_a_restart_of_the_broker) {
    running_broker broker;
    auto client = broker.make_client();
    client.create_topics(limit(), {{.topic = "words"}});
    broker.stop();
    EXPECT_THROW(client.topics(kafka::context::after(50ms)), kafka::error);
    broker.start_again();
    EXPECT_EQ(client.topics(limit()), std::vector<std::string>{"words"});
}

TEST(a_client, says_everything_that_is_wrong_with_its_options) {
    try {
        kafka::client client({.brokers = {"host:0", "a b"}, .dial_timeout = 0ms});
        FAIL() << "nothing was thrown";
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::invalid_option);
        const std::string text = e.what();
        EXPECT_NE(text.find("host:0"), text.npos) << text;
        EXPECT_NE(text.find("a b"), text.npos) << text;
        EXPECT_NE(text.find("dial_timeout"), text.npos) << text;
    }
}

TEST(a_client, ends_its_calls_when_it_is_closed) {
    kafka::client client({.brokers = {"127.0.0.1:1"}});
    client.close();
    try {
        client.topics(limit());
        FAIL() << "nothing was thrown";
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::closed);
    }
}
